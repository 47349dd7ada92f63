package io.quorate.client.zookeeper;

/** Who is told of changes and of the session's state. */
@FunctionalInterface
public interface Watcher {
    /**
     * Something happened. Called on one thread, in order.
     *
     * @param event what happened
     */
    void process(WatchedEvent event);

    /** The vocabulary of events. */
    interface Event {
        /** What the session's state is. */
        enum KeeperState {
            /** Not used. */
            @Deprecated
            Unknown(-1),
            /** The connection is lost, the session perhaps not. */
            Disconnected(0),
            /** Not used. */
            @Deprecated
            NoSyncConnected(1),
            /** Connected to a member with a quorum. */
            SyncConnected(3),
            /** An identity was refused. */
            AuthFailed(4),
            /** Connected to a member without a quorum. */
            ConnectedReadOnly(5),
            /** An identity was proved by SASL. */
            SaslAuthenticated(6),
            /** The session is over. */
            Expired(-112),
            /** The client was closed. */
            Closed(7);

            private final int number;

            KeeperState(int number) {
                this.number = number;
            }

            /** {@return the number on the wire} */
            public int getIntValue() {
                return number;
            }

            /**
             * {@return the state with this number}
             *
             * @param number as on the wire
             */
            public static KeeperState fromInt(int number) {
                for (KeeperState each : values()) {
                    if (each.number == number) {
                        return each;
                    }
                }
                throw new IllegalArgumentException("no state has the number " + number);
            }
        }

        /** What happened. */
        enum EventType {
            /** The state changed, and no znode did. */
            None(-1),
            /** A znode was created. */
            NodeCreated(1),
            /** A znode was deleted. */
            NodeDeleted(2),
            /** A znode's data was set. */
            NodeDataChanged(3),
            /** A znode's set of children changed. */
            NodeChildrenChanged(4),
            /** A watch of data was removed. */
            DataWatchRemoved(5),
            /** A watch of children was removed. */
            ChildWatchRemoved(6),
            /** A watch that stays was removed. */
            PersistentWatchRemoved(7);

            private final int number;

            EventType(int number) {
                this.number = number;
            }

            /** {@return the number on the wire} */
            public int getIntValue() {
                return number;
            }

            /**
             * {@return the type with this number}
             *
             * @param number as on the wire
             */
            public static EventType fromInt(int number) {
                for (EventType each : values()) {
                    if (each.number == number) {
                        return each;
                    }
                }
                throw new IllegalArgumentException("no type of event has the number " + number);
            }
        }
    }

    /** Which watches are to be removed. */
    enum WatcherType {
        /** Of children. */
        Children(1),
        /** Of data and existence. */
        Data(2),
        /** All. */
        Any(3),
        /** Those that stay and see one znode. */
        Persistent(4),
        /** Those that stay and see a subtree. */
        PersistentRecursive(5);

        private final int number;

        WatcherType(int number) {
            this.number = number;
        }

        /** {@return the number on the wire} */
        public int getIntValue() {
            return number;
        }

        /**
         * {@return the type with this number}
         *
         * @param number as on the wire
         */
        public static WatcherType fromInt(int number) {
            for (WatcherType each : values()) {
                if (each.number == number) {
                    return each;
                }
            }
            throw new IllegalArgumentException("no type of watcher has the number " + number);
        }
    }
}
