package io.quorate.simulator.member;

import io.quorate.replica.Input;
import io.quorate.replica.port.Archive;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Inbox;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Peers;
import io.quorate.replica.port.Stored;
import io.quorate.replica.port.Time;
import io.quorate.storage.disk.Disk;
import io.quorate.tree.access.AccessRules;
import io.quorate.zab.Recovered;
import io.quorate.zab.ZabConfig;
import java.util.function.Consumer;

/**
 * Where a test may put something broken between the member and its doors, to see whether the checkers notice. Every
 * method gives back what it is given unless told otherwise.
 */
public interface Tampering {
    /** Nothing is broken. */
    Tampering NONE = new Tampering() {};

    /** A connection, as the member is to see it. */
    default ClientLink link(ClientLink link) {
        return link;
    }

    /**
     * The log.
     *
     * @param inputs where a false answer can be put
     */
    default Journal journal(Journal journal, Consumer<Input> inputs) {
        return journal;
    }

    /**
     * The log of a member of an ensemble.
     *
     * @param inputs where a false answer can be put
     */
    default EnsembleJournal ensembleJournal(EnsembleJournal journal, Consumer<Input> inputs) {
        return journal;
    }

    /**
     * The door to the peers.
     *
     * @param inputs where something that nobody said can be put
     */
    default Peers peers(Peers peers, Consumer<Input> inputs) {
        return peers;
    }

    /** The other histories that a member's disk could hold. */
    default Archive archive(Archive archive) {
        return archive;
    }

    /** What a member is told of its ensemble. */
    default ZabConfig zab(ZabConfig config) {
        return config;
    }

    /** What a member finds on its disk besides its state. */
    default Recovered standing(Recovered standing) {
        return standing;
    }

    /** The queue of inputs. */
    default Inbox inbox(Inbox inbox) {
        return inbox;
    }

    /** The disk. */
    default Disk disk(Disk disk) {
        return disk;
    }

    /** What is found at a start. */
    default Stored stored(Stored stored) {
        return stored;
    }

    /** Who may do what. */
    default AccessRules rules(AccessRules rules) {
        return rules;
    }

    /** The clocks. */
    default Time time(Time time) {
        return time;
    }
}
