/**
 * First in, first out for each connection: what waits for what.
 */
@NullMarked
package io.quorate.replica.request;

import org.jspecify.annotations.NullMarked;
