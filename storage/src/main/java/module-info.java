/**
 * The disk: txn log, snapshots, epoch files, and the port beneath them all. Bytes by zxid; no idea of what they mean.
 */
module io.quorate.storage {
    requires transitive io.quorate.wire;
    requires org.xerial.snappy;
    requires static org.jspecify;

    exports io.quorate.storage;
    exports io.quorate.storage.disk;
    exports io.quorate.storage.disk.sim;
    exports io.quorate.storage.epoch;
    exports io.quorate.storage.log;
    exports io.quorate.storage.snapshot;
}
