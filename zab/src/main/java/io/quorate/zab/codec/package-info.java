/**
 * The members' words as the bytes that Apache ZooKeeper 3.9 speaks on the election and quorum ports. The only place
 * that knows them; every length that a peer can choose has a limit, and what does not fit is told by a
 * {@link io.quorate.zab.codec.MalformedException}, never by another error.
 */
package io.quorate.zab.codec;
