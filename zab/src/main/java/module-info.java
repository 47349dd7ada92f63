/** The agreement: which txn is next, and when it is decided. Pure; depends on nothing. */
module io.quorate.zab {
    exports io.quorate.zab;
    exports io.quorate.zab.codec;
    exports io.quorate.zab.ensemble;
}
