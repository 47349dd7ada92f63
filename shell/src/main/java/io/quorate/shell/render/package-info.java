/** How things look: as ZooKeeper's shell shows them, in colours, or as JSON. Pure text in, pure text out. */
@NullMarked
package io.quorate.shell.render;

import org.jspecify.annotations.NullMarked;
