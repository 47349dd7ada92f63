/**
 * Who is alive: session ids and passwords, expiry in buckets. Acts where sessions are tracked; never replicated.
 */
@NullMarked
package io.quorate.replica.session;

import org.jspecify.annotations.NullMarked;
