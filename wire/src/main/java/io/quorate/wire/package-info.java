/**
 * Messages as bytes: the jute primitives, the codecs of requests and responses, and the numbers of the protocol. Works
 * on byte arrays only, so that sockets, files and the simulator share it.
 */
@NullMarked
package io.quorate.wire;

import org.jspecify.annotations.NullMarked;
