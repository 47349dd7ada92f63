/**
 * Requests and responses as records, one sealed family each; nothing here knows how they become bytes. A switch over a
 * family has no default arm, so a new operation is found by the compiler wherever it must be handled.
 */
@NullMarked
package io.quorate.message;

import org.jspecify.annotations.NullMarked;
