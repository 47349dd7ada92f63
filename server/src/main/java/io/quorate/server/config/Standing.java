package io.quorate.server.config;

/** What becomes of a setting here. */
public enum Standing {
    /** It does what the manual says. */
    IN_EFFECT("in effect"),
    /** It is known and will come; until then whoever sets it is warned. */
    NOT_YET("not yet: a warning names it"),
    /** It speaks of members of an ensemble; a standalone server reads it and has no use for it. */
    ENSEMBLE("ensembles only"),
    /** The same, known and to come; in an ensemble whoever sets it is warned. */
    ENSEMBLE_NOT_YET("ensembles only, not yet: a warning names it"),
    /** It tunes something that ZooKeeper has and Quorate does not. */
    NOT_NEEDED("read, nothing to tune here");

    private final String words;

    Standing(String words) {
        this.words = words;
    }

    /** For the manual's table. */
    public String words() {
        return words;
    }
}
