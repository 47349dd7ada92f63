/**
 * The member under test: the production replica, driver, recovery and storage, with its threads as events, its
 * connections as streams that can be cut, and places where a test can break something on purpose.
 */
@NullMarked
package io.quorate.simulator.member;

import org.jspecify.annotations.NullMarked;
