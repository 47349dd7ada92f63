/** The codecs against captured bytes and against each other. */
@org.jspecify.annotations.NullMarked
package io.quorate.wire;
