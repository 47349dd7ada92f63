package io.quorate.zab;

/** What a member is at the moment, as others may know it. */
public sealed interface Role {

    /** In search of a leader; first what is on its way to the disk gets there. */
    record Looking() implements Role {}

    /**
     * Elected.
     *
     * @param epoch the one it proposes or has established; the last accepted one until it proposes
     */
    record Leading(long epoch, Phase phase) implements Role {}

    /** A participant behind a leader. */
    record Following(ServerId leader, long epoch, Phase phase) implements Role {}

    /** An observer behind a leader. */
    record Observing(ServerId leader, long epoch, Phase phase) implements Role {}

    /** Taking no part any more; only a restart changes that. */
    record Retired() implements Role {}

    /** Whether clients may be served: what the member delivers is decided, and goes on. */
    default boolean serves() {
        return switch (this) {
            case Leading(long _, Phase phase) -> phase == Phase.BROADCAST;
            case Following(ServerId _, long _, Phase phase) -> phase == Phase.BROADCAST;
            case Observing(ServerId _, long _, Phase phase) -> phase == Phase.BROADCAST;
            case Looking _, Retired _ -> false;
        };
    }
}
