package io.quorate.server.admin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One command of the AdminServer (operations 1.2).
 *
 * @param name the one in answers
 * @param aliases other names it answers to
 * @param needsService whether it is refused while no clients are served
 * @param run from the query's parameters to the fields of the answer; a field {@code error} comes first in the answer
 */
record Command(
        String name,
        List<String> aliases,
        boolean needsService,
        Function<Map<String, String>, CompletableFuture<Map<String, Object>>> run) {
    Command {
        aliases = List.copyOf(aliases);
    }
}
