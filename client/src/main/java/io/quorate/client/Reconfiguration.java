package io.quorate.client;

import org.jspecify.annotations.Nullable;

/**
 * A change of the ensemble's members (client protocol 2.13). Either {@code members} is given, or {@code joining} and
 * {@code leaving} are.
 *
 * @param joining members to add or change, comma separated, each as {@code server.id=...}; null for none
 * @param leaving ids of members to remove, comma separated; null for none
 * @param members the whole new membership; null for an incremental change
 * @param fromConfig the configuration this change starts from, −1 for whichever is current
 */
public record Reconfiguration(
        @Nullable String joining,
        @Nullable String leaving,
        @Nullable String members,
        long fromConfig) {}
