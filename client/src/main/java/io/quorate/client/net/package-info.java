/**
 * The client's socket on Netty, and the threads of a client in the real world. Carries frames and decides nothing.
 */
@NullMarked
package io.quorate.client.net;

import org.jspecify.annotations.NullMarked;
