package io.quorate.simulator;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import io.quorate.replica.Input;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.port.Inbox;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Stored;
import io.quorate.replica.port.Time;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.member.Tampering;
import io.quorate.storage.disk.Disk;
import io.quorate.tree.access.AccessRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mistakes that somebody might make, each with the promises of which at least one must be seen to break. */
enum Mutant {
    A_JOURNAL_THAT_ANSWERS_BEFORE_THE_SYNC(100, Promise.C7) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Journal journal(Journal journal, Consumer<Input> inputs) {
                    return new HastyJournal(journal, inputs, 1);
                }
            };
        }
    },
    A_DISK_WHOSE_SYNC_LIES(100, Promise.C7, Promise.L5, Promise.L10) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Disk disk(Disk disk) {
                    return new LyingDisk(disk, true, false);
                }
            };
        }
    },
    A_RECOVERY_THAT_LOSES_THE_LAST_TXN(50, Promise.C7, Promise.L5, Promise.L10) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Stored stored(Stored stored) {
                    return new ForgetfulStored(stored);
                }
            };
        }
    },
    A_SNAPSHOT_NAMED_ONE_TOO_HIGH(300, Promise.C7, Promise.L5, Promise.L10, Promise.Z18) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Stored stored(Stored stored) {
                    return new MisnamedSnapshots(stored);
                }
            };
        }
    },
    A_LINK_THAT_SWAPS_EVENT_AND_REPLY(100, Promise.W1) {
        @Override
        Tampering tampering() {
            return links(SwappingLink::new);
        }
    },
    A_LINK_THAT_LOSES_EVENTS(100, Promise.W4, Promise.W5) {
        @Override
        Tampering tampering() {
            return links(link -> new Link(link) {
                @Override
                public void event(long zxid, EventType type, String path) {
                    if (zxid % 3 != 0) {
                        super.event(zxid, type, path);
                    }
                }
            });
        }
    },
    A_LINK_THAT_TELLS_EVENTS_TWICE(100, Promise.W3, Promise.W5) {
        @Override
        Tampering tampering() {
            return links(link -> new Link(link) {
                @Override
                public void event(long zxid, EventType type, String path) {
                    super.event(zxid, type, path);
                    super.event(zxid, type, path);
                }
            });
        }
    },
    A_REPLY_STAMPED_WITH_A_LATER_ZXID(20, Promise.C2, Promise.C5) {
        @Override
        Tampering tampering() {
            return links(link -> new Link(link) {
                @Override
                public void reply(int xid, long zxid, int error, Response body) {
                    super.reply(xid, xid % 7 == 0 ? zxid + 1 : zxid, error, body);
                }
            });
        }
    },
    A_TRACKER_THAT_DOES_NOT_HEAR(50, Promise.C13) {
        @Override
        Tampering tampering() {
            return links(link -> new Link(link) {
                @Override
                public long lastHeardMs() {
                    return 0;
                }
            });
        }
    },
    A_CLOCK_THAT_RUNS_FAST(100, Promise.C13) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Time time(Time time) {
                    return new FastTime(time);
                }
            };
        }
    },
    A_CLOCK_THAT_RUNS_SLOW(100, Promise.L7) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Time time(Time time) {
                    return new SlowTime(time);
                }
            };
        }
    },
    RULES_THAT_ALLOW_EVERYTHING(100, Promise.C15) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public AccessRules rules(AccessRules rules) {
                    return new Rules(rules) {
                        @Override
                        public boolean allows(List<Acl> acl, int perms, List<Identity> who) {
                            return true;
                        }
                    };
                }
            };
        }
    },
    AN_INBOX_THAT_REORDERS_REQUESTS(50, Promise.C1) {
        @Override
        Tampering tampering() {
            return inboxes(ReorderingInbox::new);
        }
    },
    AN_INBOX_THAT_REPEATS_WRITES(50, Promise.C8, Promise.C1) {
        @Override
        Tampering tampering() {
            return inboxes(RepeatingInbox::new);
        }
    },
    AN_INBOX_THAT_SKIPS_REQUESTS(50, Promise.C1) {
        @Override
        Tampering tampering() {
            return inboxes(inbox -> () -> {
                Input input = inbox.poll();
                boolean skipped = input instanceof Input.FromClient request && request.xid() % 11 == 0;
                return skipped ? inbox.poll() : input;
            });
        }
    },
    A_JOURNAL_THAT_IS_HASTY_ONCE_IN_A_WHILE(300, Promise.C7) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Journal journal(Journal journal, Consumer<Input> inputs) {
                    return new HastyJournal(journal, inputs, 25);
                }
            };
        }
    },
    A_DISK_THAT_FORGETS_NAMES(300, Promise.C7, Promise.L5, Promise.L10) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Disk disk(Disk disk) {
                    return new LyingDisk(disk, false, true);
                }
            };
        }
    },
    A_LINK_THAT_LOSES_AN_EVENT_ONCE_IN_A_WHILE(300, Promise.W4, Promise.W5) {
        @Override
        Tampering tampering() {
            return links(link -> new Link(link) {
                @Override
                public void event(long zxid, EventType type, String path) {
                    if (zxid % 50 != 0) {
                        super.event(zxid, type, path);
                    }
                }
            });
        }
    },
    RULES_THAT_STORE_WHAT_NOBODY_CAN_MEET(300, Promise.C15, Promise.C2, Promise.C9) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public AccessRules rules(AccessRules rules) {
                    return new Rules(rules) {
                        @Override
                        public List<Acl> normalise(@Nullable List<Acl> acl, List<Identity> who) {
                            return acl == null ? List.of() : acl;
                        }
                    };
                }
            };
        }
    };

    private final int mostSeeds;
    /** Made by {@code toList}, which nobody can change; the checker sees only the interface. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Promise> broken;


    Mutant(int mostSeeds, Promise first, Promise... others) {
        this.mostSeeds = mostSeeds;
        this.broken = Stream.concat(Stream.of(first), Stream.of(others)).toList();
    }

    abstract Tampering tampering();

    /** Within so many seeds it must be noticed. */
    int mostSeeds() {
        return mostSeeds;
    }

    /** What it breaks. */
    List<Promise> broken() {
        return broken;
    }

    /** Makes something broken out of something whole. */
    private interface Breaking<T> {
        T broken(T whole);
    }

    private static Tampering links(Breaking<ClientLink> breaking) {
        return new Tampering() {
            @Override
            public ClientLink link(ClientLink link) {
                return breaking.broken(link);
            }
        };
    }

    private static Tampering inboxes(Breaking<Inbox> breaking) {
        return new Tampering() {
            @Override
            public Inbox inbox(Inbox inbox) {
                return breaking.broken(inbox);
            }
        };
    }

    /** Says that all is durable when it has only been handed over. */
    private static final class HastyJournal implements Journal {
        private final Journal journal;
        private final Consumer<Input> inputs;
        private final int every;
        private long last;
        private int submits;

        HastyJournal(Journal journal, Consumer<Input> inputs, int every) {
            this.journal = journal;
            this.inputs = inputs;
            this.every = every;
        }

        @Override
        public void append(long zxid, byte[] payload, int offset, int length) {
            journal.append(zxid, payload, offset, length);
            last = zxid;
        }

        @Override
        public void submit() {
            journal.submit();
            submits++;
            if (submits % every == 0) {
                inputs.accept(new Input.Persisted(last));
            }
        }

        @Override
        public void roll() {
            journal.roll();
        }
    }

    /** Reads all but the last record of the log. */
    private record ForgetfulStored(Stored stored) implements Stored {
        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            List<byte[]> records = new ArrayList<>();
            stored.replay(fromZxid, (_, payload, offset, length) ->
                    records.add(Arrays.copyOfRange(payload, offset, offset + length)));
            for (int i = 0; i < records.size() - 1; i++) {
                visitor.record(fromZxid + i, records.get(i), 0, records.get(i).length);
            }
        }
    }

    /** Believes that every snapshot holds one txn more than it does. */
    private record MisnamedSnapshots(Stored stored) implements Stored {
        @Override
        public List<Snapshot> snapshots() {
            return stored.snapshots();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            stored.replay(fromZxid, (zxid, payload, offset, length) -> {
                if (fromZxid == 1 || zxid > fromZxid) {
                    visitor.record(zxid, payload, offset, length);
                }
            });
        }
    }

    private record FastTime(Time time) implements Time {
        @Override
        public long monotonicMs() {
            return time.monotonicMs() * 5 / 4;
        }

        @Override
        public long wallMs() {
            return time.wallMs();
        }
    }

    private record SlowTime(Time time) implements Time {
        @Override
        public long monotonicMs() {
            return time.monotonicMs() / 4;
        }

        @Override
        public long wallMs() {
            return time.wallMs();
        }
    }

    /** Rules that are asked in vain, or not. */
    private static class Rules implements AccessRules {
        private final AccessRules rules;

        Rules(AccessRules rules) {
            this.rules = rules;
        }

        @Override
        public boolean allows(List<Acl> acl, int perms, List<Identity> who) {
            return rules.allows(acl, perms, who);
        }

        @Override
        public @Nullable List<Acl> normalise(@Nullable List<Acl> acl, List<Identity> who) {
            return rules.normalise(acl, who);
        }

        @Override
        public List<Acl> mask(List<Acl> acl) {
            return rules.mask(acl);
        }

        @Override
        public List<Identity> describe(List<Identity> who) {
            return rules.describe(who);
        }
    }

    /** Lets a later request of the same connection pass an earlier one. */
    private static final class ReorderingInbox implements Inbox {
        private final Inbox inbox;
        private @Nullable Input held;

        ReorderingInbox(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable Input poll() {
            Input kept = held;
            if (kept != null) {
                held = null;
                return kept;
            }
            Input first = inbox.poll();
            Input second = first instanceof Input.FromClient ? inbox.poll() : null;
            if (second == null) {
                return first;
            }
            boolean sameLink = first instanceof Input.FromClient one
                    && second instanceof Input.FromClient other
                    && Objects.equals(one.link(), other.link());
            held = sameLink ? first : second;
            return sameLink ? second : first;
        }
    }

    /** Hands some writes over twice. */
    private static final class RepeatingInbox implements Inbox {
        private final Inbox inbox;
        private @Nullable Input again;

        RepeatingInbox(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable Input poll() {
            Input input = again == null ? inbox.poll() : again;
            boolean repeats = again == null
                    && input instanceof Input.FromClient request
                    && request.request() instanceof WriteRequest
                    && request.xid() % 5 == 0;
            again = repeats ? input : null;
            return input;
        }
    }

    /** A connection that passes everything on. */
    private static class Link implements ClientLink {
        private final ClientLink link;

        Link(ClientLink link) {
            this.link = link;
        }

        @Override
        public List<Identity> identities() {
            return link.identities();
        }

        @Override
        public long lastHeardMs() {
            return link.lastHeardMs();
        }

        @Override
        public @Nullable Attachment attachment() {
            return link.attachment();
        }

        @Override
        public void attach(@Nullable Attachment attachment) {
            link.attach(attachment);
        }

        @Override
        public void accept(ConnectResponse response) {
            link.accept(response);
        }

        @Override
        public void reply(int xid, long zxid, int error, Response body) {
            link.reply(xid, zxid, error, body);
        }

        @Override
        public void event(long zxid, EventType type, String path) {
            link.event(zxid, type, path);
        }

        @Override
        public void close() {
            link.close();
        }
    }

    /** Keeps an event back until the next reply has been said. */
    private static final class SwappingLink extends Link {
        private @Nullable Runnable held;

        SwappingLink(ClientLink link) {
            super(link);
        }

        @Override
        public void event(long zxid, EventType type, String path) {
            release();
            held = () -> super.event(zxid, type, path);
        }

        @Override
        public void reply(int xid, long zxid, int error, Response body) {
            super.reply(xid, zxid, error, body);
            release();
        }

        private void release() {
            Runnable event = held;
            held = null;
            if (event != null) {
                event.run();
            }
        }
    }
}
