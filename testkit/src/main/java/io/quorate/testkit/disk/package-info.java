/**
 * What embedded members keep their files on: the memory, and any disk with the faults of the kit. A {@code MemberDisk}
 * is owned by one life of one member, the disk below it by all lives of that member.
 */
@NullMarked
package io.quorate.testkit.disk;

import org.jspecify.annotations.NullMarked;
