package io.quorate.client;

import io.quorate.data.Acl;
import io.quorate.data.Stat;
import java.util.List;

/**
 * The ACL of a znode and its Stat.
 *
 * @param entries who may do what; ids of scheme digest are masked for who lacks ADMIN
 * @param stat the Stat; {@link Stat#aversion()} is what a conditional change of the ACL compares
 */
public record NodeAcl(List<Acl> entries, Stat stat) {}
