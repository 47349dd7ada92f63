package io.quorate.simulator;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Response;
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
import java.util.List;
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
                    return new Broken.HastyJournal(journal, inputs, 1);
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
                    return new LyingDisk(disk, _ -> true, false, false);
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
                    return new Broken.ForgetfulStored(stored);
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
                    return new Broken.MisnamedSnapshots(stored);
                }
            };
        }
    },
    A_LINK_THAT_SWAPS_EVENT_AND_REPLY(100, Promise.W1) {
        @Override
        Tampering tampering() {
            return links(Broken.SwappingLink::new);
        }
    },
    A_LINK_THAT_LOSES_EVENTS(100, Promise.W4, Promise.W5) {
        @Override
        Tampering tampering() {
            return links(link -> new Broken.Link(link) {
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
            return links(link -> new Broken.Link(link) {
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
            return links(link -> new Broken.Link(link) {
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
            return links(link -> new Broken.Link(link) {
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
                    return new Broken.FastTime(time);
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
                    return new Broken.SlowTime(time);
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
                    return new Broken.Rules(rules) {
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
            return inboxes(Broken.ReorderingInbox::new);
        }
    },
    AN_INBOX_THAT_REPEATS_WRITES(50, Promise.C8, Promise.C1) {
        @Override
        Tampering tampering() {
            return inboxes(Broken.RepeatingInbox::new);
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
                    return new Broken.HastyJournal(journal, inputs, 25);
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
                    return new LyingDisk(disk, _ -> false, true, false);
                }
            };
        }
    },
    A_LINK_THAT_LOSES_AN_EVENT_ONCE_IN_A_WHILE(300, Promise.W4, Promise.W5) {
        @Override
        Tampering tampering() {
            return links(link -> new Broken.Link(link) {
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
                    return new Broken.Rules(rules) {
                        @Override
                        public List<Acl> normalise(@Nullable List<Acl> acl, List<Identity> who) {
                            return acl == null ? List.of() : acl;
                        }
                    };
                }
            };
        }
    },
    A_RECOVERY_THAT_TAKES_DAMAGE_FOR_THE_END(300, Promise.C7) {
        @Override
        Tampering tampering() {
            return stores(Broken.CarelessStored::new);
        }
    },
    A_RECOVERY_THAT_SKIPS_A_RECORD(50, Promise.Z13) {
        @Override
        Tampering tampering() {
            return stores(stored -> new Broken.ChangingStored(stored, Broken.ChangingStored.Change.SKIP));
        }
    },
    A_RECOVERY_THAT_CHANGES_A_BYTE(50, Promise.Z1) {
        @Override
        Tampering tampering() {
            return stores(stored -> new Broken.ChangingStored(stored, Broken.ChangingStored.Change.FLIP));
        }
    },
    A_JOURNAL_THAT_SPEAKS_TOO_SOON(50, Promise.Z11) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Journal journal(Journal journal, Consumer<Input> inputs) {
                    return new Broken.HastyJournal(journal, inputs, 40);
                }
            };
        }
    },
    A_JOURNAL_THAT_FALLS_ASLEEP(50, Promise.L2) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Journal journal(Journal journal, Consumer<Input> inputs) {
                    return new Broken.SleepyJournal(journal);
                }
            };
        }
    },
    A_LINK_THAT_FORGETS_THE_LAST_REPLY(100, Promise.L2, Promise.C1) {
        @Override
        Tampering tampering() {
            return links(link -> new Broken.Link(link) {
                @Override
                public void reply(int xid, long zxid, int error, Response body) {
                    if (xid < 30) {
                        super.reply(xid, zxid, error, body);
                    }
                }
            });
        }
    },
    A_MEMBER_THAT_GRANTS_READ_ONLY_SESSIONS(20, Promise.C16) {
        @Override
        Tampering tampering() {
            return links(link -> new Broken.Link(link) {
                @Override
                public void accept(ConnectResponse response) {
                    super.accept(new ConnectResponse(
                            response.timeoutMs(), response.sessionId(), response.password(), response.timeoutMs() > 0));
                }
            });
        }
    },
    A_MEMBER_THAT_GRANTS_ANOTHER_TIMEOUT(20, Promise.C13) {
        @Override
        Tampering tampering() {
            return links(link -> new Broken.Link(link) {
                @Override
                public void accept(ConnectResponse response) {
                    int more = response.timeoutMs() > 0 ? 1 : 0;
                    super.accept(new ConnectResponse(
                            response.timeoutMs() + more, response.sessionId(), response.password(), false));
                }
            });
        }
    },
    AN_INBOX_THAT_FORGETS_WHAT_CAME_BEFORE_THE_ANSWER(200, Promise.C1, Promise.L2) {
        @Override
        Tampering tampering() {
            return inboxes(Broken.ImpatientInbox::new);
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

    private static Tampering stores(Breaking<Stored> breaking) {
        return new Tampering() {
            @Override
            public Stored stored(Stored stored) {
                return breaking.broken(stored);
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
}
