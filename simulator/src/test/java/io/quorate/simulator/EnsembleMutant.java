package io.quorate.simulator;

import io.quorate.replica.Input;
import io.quorate.replica.port.Archive;
import io.quorate.replica.port.EnsembleJournal;
import io.quorate.replica.port.Inbox;
import io.quorate.replica.port.Peers;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.member.Tampering;
import io.quorate.storage.disk.Disk;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.Input.AcceptedEpochSaved;
import io.quorate.zab.Input.CurrentEpochSaved;
import io.quorate.zab.Link;
import io.quorate.zab.Recovered;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Groups;
import io.quorate.zab.ensemble.Member;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mistakes that ensembles have been seen to make (faults 5), each with the promises of which at least one must be seen
 * to break.
 */
enum EnsembleMutant {
    /** S01, S02. */
    A_LOG_THAT_ANSWERS_BEFORE_IT_HAS_SYNCED(20, Promise.Z10, Promise.Z11) {
        @Override
        Tampering tampering() {
            return journals((journal, inputs) -> new BrokenEnsemble.HastyJournal(journal, inputs, 1));
        }
    },
    /** S02, now and then. */
    A_LOG_THAT_ANSWERS_EARLY_ONCE_IN_A_WHILE(20, Promise.Z10, Promise.Z11) {
        @Override
        Tampering tampering() {
            return journals((journal, inputs) -> new BrokenEnsemble.HastyJournal(journal, inputs, 40));
        }
    },
    /** S18. */
    AN_ACCEPTED_EPOCH_IN_MEMORY_ONLY(20, Promise.Z11) {
        @Override
        Tampering tampering() {
            return journals((journal, inputs) -> new BrokenEnsemble.PassingJournal(journal, inputs) {
                @Override
                public void saveAcceptedEpoch(long epoch) {
                    answer(new AcceptedEpochSaved(epoch));
                }
            });
        }
    },
    /** S21. */
    A_CURRENT_EPOCH_IN_MEMORY_ONLY(20, Promise.Z11) {
        @Override
        Tampering tampering() {
            return journals((journal, inputs) -> new BrokenEnsemble.PassingJournal(journal, inputs) {
                @Override
                public void saveCurrentEpoch(long epoch) {
                    answer(new CurrentEpochSaved(epoch));
                }
            });
        }
    },
    /** S03. */
    A_CURRENT_EPOCH_ON_DISK_BEFORE_ITS_HISTORY(300, Promise.Z8, Promise.Z9, Promise.Z12, Promise.Z11) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Disk disk(Disk disk) {
                    return new EagerEpochDisk(disk);
                }
            };
        }
    },
    /** S22. */
    A_WIPED_MEMBER_THAT_IS_SURE_OF_ITSELF(100, Promise.Z17) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Recovered standing(Recovered found) {
                    return found.trusted()
                            ? found
                            : new Recovered(
                                    found.acceptedEpoch(),
                                    found.currentEpoch(),
                                    found.lastZxid(),
                                    found.log(),
                                    found.logReaches(),
                                    true);
                }
            };
        }
    },
    /** S08, S09. */
    A_CUT_IN_MEMORY_ONLY(100, Promise.Z1, Promise.Z2, Promise.Z8, Promise.Z11, Promise.Z12, Promise.Z13, Promise.L5) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Archive archive(Archive archive) {
                    return new BrokenEnsemble.CutInMemory(archive);
                }
            };
        }
    },
    /** S20. */
    OBSERVERS_THAT_COUNT(100, Promise.Z10, Promise.Z12) {
        @Override
        Tampering tampering() {
            return ensembles(ensemble -> Ensemble.of(
                    ensemble.members().values().stream()
                            .map(member -> new Member(member.id(), Member.Kind.VOTER, member.address()))
                            .toList(),
                    0));
        }
    },
    /** Fewer than half decide. */
    A_QUORUM_THAT_IS_TOO_SMALL(50, Promise.Z7, Promise.Z9, Promise.Z10) {
        @Override
        Tampering tampering() {
            return ensembles(ensemble -> {
                TreeMap<ServerId, Long> weights = new TreeMap<>();
                List<ServerId> voters = ensemble.voters();
                voters.forEach(voter -> weights.put(voter, voter.value() <= voters.size() / 2 ? 1L : 0L));
                return Ensemble.of(ensemble.members().values(), Groups.weighted(weights), 0);
            });
        }
    },
    /** A leader does not wait for anybody. */
    A_COMMIT_WITH_THE_PROPOSAL(20, Promise.Z10) {
        @Override
        Tampering tampering() {
            return doors((peers, _) -> new BrokenEnsemble.PassingPeers(peers) {
                @Override
                public void send(Link link, ZabMessage message) {
                    super.send(link, message);
                    if (message instanceof ZabMessage.Propose propose) {
                        super.send(
                                link, new ZabMessage.Commit(propose.proposal().zxid()));
                    }
                }
            });
        }
    },
    /** S16. */
    A_PROPOSAL_LOST_BETWEEN_SYNC_AND_FORWARDING(20, Promise.Z13) {
        @Override
        Tampering tampering() {
            return doors((peers, _) -> new BrokenEnsemble.PassingPeers(peers) {
                @Override
                public void send(Link link, ZabMessage message) {
                    boolean lost = message instanceof ZabMessage.Propose propose
                            && Zxid.counter(propose.proposal().zxid()) % 23 == 0;
                    if (!lost) {
                        super.send(link, message);
                    }
                }
            });
        }
    },
    /** S06, S10. */
    A_HISTORY_WITH_A_HOLE(100, Promise.Z13) {
        @Override
        Tampering tampering() {
            return doors((peers, _) -> new BrokenEnsemble.PassingPeers(peers) {
                @Override
                public void sendHistory(Link link, long after, long through) {
                    super.sendHistory(link, Math.min(after + 1, through), through);
                }
            });
        }
    },
    /** S11. */
    A_SNAPSHOT_THAT_CLAIMS_MORE_THAN_IT_HOLDS(
            100, Promise.Z2, Promise.Z11, Promise.Z13, Promise.Z14, Promise.Z18, Promise.L1, Promise.L4, Promise.L10) {
        @Override
        Tampering tampering() {
            return doors((peers, _) -> new BrokenEnsemble.PassingPeers(peers) {
                @Override
                public void beginSnapshot(Link link, long zxid) {
                    super.beginSnapshot(link, zxid + 1);
                }
            });
        }
    },
    /** S35, S36: an error of a sync is written down somewhere, and the process goes on. */
    A_DISK_ERROR_THAT_IS_OVERLOOKED(300, Promise.Z8, Promise.Z11, Promise.Z12, Promise.C7, Promise.L5, Promise.Z1) {
        @Override
        Tampering tampering() {
            return disks(disk -> new LyingDisk(disk, _ -> true, true, true));
        }
    },
    /** S24: what is installed is not on the disk. */
    A_RECEIVED_SNAPSHOT_THAT_IS_NOT_SYNCED(300, Promise.Z8, Promise.Z11, Promise.Z12, Promise.L5, Promise.C7) {
        @Override
        Tampering tampering() {
            return disks(disk -> new LyingDisk(
                    disk, path -> String.valueOf(path.getFileName()).startsWith("received."), false, false));
        }
    },
    /** S41: it was told another end of an epoch than the others. */
    A_COUNTER_THAT_GOES_ON(100, Promise.Z21) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public ZabConfig zab(ZabConfig config) {
                    ZabConfig.Limits told = config.limits();
                    return new ZabConfig(
                            config.self(),
                            config.ensemble(),
                            config.timing(),
                            config.election(),
                            new ZabConfig.Limits(
                                    told.recentProposals(),
                                    told.recentBytes(),
                                    told.outstanding(),
                                    told.undelivered(),
                                    Math.min(told.lastCounter() + 1, ZabConfig.Limits.LAST_COUNTER),
                                    told.forceSnapshotSync()));
                }
            };
        }
    },
    /** S72, S86. */
    A_FORWARDED_REQUEST_THAT_IS_LOST_NOW_AND_THEN(50, Promise.L2, Promise.C1, Promise.C8) {
        @Override
        Tampering tampering() {
            return doors((peers, _) -> new BrokenEnsemble.PassingPeers(peers) {
                private int requests;

                @Override
                public void send(Link link, ZabMessage message) {
                    requests += message instanceof ZabMessage.Request ? 1 : 0;
                    if (!(message instanceof ZabMessage.Request) || requests % 20 != 0) {
                        super.send(link, message);
                    }
                }
            });
        }
    },
    /** S76, S80: a member goes by a configuration that nobody has decided. */
    A_CONFIGURATION_OF_ITS_OWN(20, Promise.Z19) {
        @Override
        Tampering tampering() {
            return ensembles(
                    ensemble -> Ensemble.of(ensemble.members().values(), ensemble.quorum(), ensemble.version() + 1));
        }
    },
    /** S48: what nobody may say is overheard, and the connection stays. */
    AN_EAR_FOR_NONSENSE(300, Promise.Z20) {
        @Override
        Tampering tampering() {
            return new Tampering() {
                @Override
                public Inbox inbox(Inbox inbox) {
                    return () -> passed(inbox);
                }

                private @Nullable Input passed(Inbox inbox) {
                    Input next = inbox.poll();
                    return next instanceof Input.ForZab(io.quorate.zab.Input.Received(Link _, ZabMessage message))
                                    && message instanceof ZabMessage.ObserverInfo(long epoch, ServerId _, long _)
                                    && epoch == 1
                            ? new Input.Tick()
                            : next;
                }
            };
        }
    },
    /** S17. */
    A_VOTE_THAT_CLAIMS_TOO_MUCH(20, Promise.Z11) {
        @Override
        Tampering tampering() {
            return doors((peers, _) -> new BrokenEnsemble.PassingPeers(peers) {
                @Override
                public void tell(ServerId to, ElectionMessage message) {
                    super.tell(
                            to,
                            message instanceof Notification told
                                    ? new Notification(told.state(), ahead(told), told.version(), told.configuration())
                                    : message);
                }
            });
        }
    };

    private final int mostSeeds;
    /** Made by {@code toList}, which nobody can change; the checker sees only the interface. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Promise> broken;

    EnsembleMutant(int mostSeeds, Promise first, Promise... others) {
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

    private static ElectionMessage.Vote ahead(Notification told) {
        ElectionMessage.Vote vote = told.vote();
        boolean claims = vote.zxid() > 0;
        return new ElectionMessage.Vote(
                vote.leader(), claims ? vote.zxid() + 1 : vote.zxid(), vote.round(), vote.peerEpoch());
    }

    /** Makes something broken out of something whole. */
    private interface Breaking<T> {
        T broken(T whole, Consumer<Input> inputs);
    }

    private static Tampering journals(Breaking<EnsembleJournal> breaking) {
        return new Tampering() {
            @Override
            public EnsembleJournal ensembleJournal(EnsembleJournal journal, Consumer<Input> inputs) {
                return breaking.broken(journal, inputs);
            }
        };
    }

    private static Tampering disks(UnaryOperator<Disk> breaking) {
        return new Tampering() {
            @Override
            public Disk disk(Disk disk) {
                return breaking.apply(disk);
            }
        };
    }

    private static Tampering doors(Breaking<Peers> breaking) {
        return new Tampering() {
            @Override
            public Peers peers(Peers peers, Consumer<Input> inputs) {
                return breaking.broken(peers, inputs);
            }
        };
    }

    private static Tampering ensembles(UnaryOperator<Ensemble> breaking) {
        return new Tampering() {
            @Override
            public ZabConfig zab(ZabConfig config) {
                return new ZabConfig(
                        config.self(),
                        breaking.apply(config.ensemble()),
                        config.timing(),
                        config.election(),
                        config.limits());
            }
        };
    }
}
