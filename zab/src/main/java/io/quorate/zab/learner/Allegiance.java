package io.quorate.zab.learner;

import io.quorate.zab.Effect;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.history.Durable;
import io.quorate.zab.history.History;
import io.quorate.zab.part.Turn;
import java.util.function.Supplier;

/**
 * Whom a learner follows over which link, and what it has at hand in all its phases.
 *
 * @param link the one that stands; before that, none that anything is sent over
 * @param links identities for links that this member opens
 * @param anew whether the leader is to send everything, for what is here cannot be brought to what it has
 */
record Allegiance(ZabConfig config, Durable durable, ServerId leader, Link link, Supplier<Link> links, boolean anew) {

    History history() {
        return durable.history();
    }

    Allegiance over(Link established) {
        return new Allegiance(config, durable, leader, established, links, anew);
    }

    void send(ZabMessage message, Turn turn) {
        turn.send(link, message);
    }

    /** Comes to the same leader again, and asks for everything. */
    Phased again(String reason, Turn turn) {
        turn.emit(new Effect.CloseLink(link, reason));
        return new Connecting(new Allegiance(config, durable, leader, link, links, true), turn);
    }

    /** What is here is to be told as it is. */
    Allegiance asItIs() {
        return new Allegiance(config, durable, leader, link, links, false);
    }

    /** The leader said what it may not say now: such a link is of no use. */
    void refuse(ZabMessage message, Phased phase, Turn turn) {
        turn.leave(message.getClass().getSimpleName() + " is not legal in " + phase.phase());
    }
}
