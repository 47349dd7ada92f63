/**
 * Who belongs to the ensemble and which sets of members are large enough to decide: a majority, a majority of groups by
 * weight, and both of an old and a new configuration at once. Pure arithmetic over immutable values; it knows nobody.
 */
package io.quorate.zab.ensemble;
