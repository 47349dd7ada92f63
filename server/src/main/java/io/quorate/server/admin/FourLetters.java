package io.quorate.server.admin;

import io.quorate.transport.client.ClientConnection;
import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.FourLetterWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the text commands on the client port, as far as the whitelist goes (client protocol 9). Safe for any thread.
 */
public final class FourLetters implements FourLetterWords {
    private static final Logger LOG = LoggerFactory.getLogger(FourLetters.class);
    private static final String NOT_SERVING = "This ZooKeeper instance is not currently serving requests";
    private static final Set<String> ALWAYS = Set.of("ruok", "gtmk", "stmk", "envi", "isro");

    private final Desk desk;

    /** Answers at this desk. */
    public FourLetters(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void answer(String word, byte[] rest, ClientConnection connection, Consumer<byte[]> answer) {
        var _ = text(word, rest).whenComplete((text, failure) -> {
            if (failure != null) {
                LOG.debug("{} from {} could not be answered", word, connection.remoteAddress(), failure);
            }
            String said = failure == null ? text : notServing(word);
            answer.accept(said.getBytes(StandardCharsets.UTF_8));
        });
    }

    private CompletableFuture<String> text(String word, byte[] rest) {
        if (!desk.config().words().allows(word)) {
            return now(word + " is not executed because it is not in the whitelist.\n");
        }
        return ALWAYS.contains(word)
                ? always(word, rest)
                : desk.rank().thenCompose(rank -> rank.serves() ? whileServing(word) : now(notServing(word)));
    }

    private CompletableFuture<String> always(String word, byte[] rest) {
        return switch (word) {
            case "ruok" -> now("imok");
            case "isro" -> desk.rank().thenApply(rank -> rank.serves() ? "rw" : "null");
            case "gtmk" -> now(Long.toString(desk.traceMask().get()));
            case "stmk" -> now(setTraceMask(rest));
            default -> later(() -> WordTexts.envi(desk.environment().get()));
        };
    }

    private CompletableFuture<String> whileServing(String word) {
        return switch (word) {
            case "conf" ->
                later(() -> WordTexts.conf(desk.layout(), desk.instance().sizes()));
            case "dirs" -> later(() -> WordTexts.dirs(desk.instance().sizes()));
            case "crst" -> desk.instance().resetConnections().thenApply(_ -> "Connection stats reset.\n");
            case "srst" -> desk.resetServer().thenApply(_ -> "Server stats reset.\n");
            default -> ofReplica(word);
        };
    }

    private CompletableFuture<String> ofReplica(String word) {
        Instance instance = desk.instance();
        return switch (word) {
            case "srvr" ->
                desk.survey()
                        .thenApplyAsync(
                                survey -> WordTexts.srvr(desk.version(), instance.door(), survey), desk.writers());
            case "stat" ->
                desk.survey()
                        .thenCombineAsync(
                                instance.connections(),
                                (survey, connections) ->
                                        WordTexts.stat(desk.version(), instance.door(), survey, connections),
                                desk.writers());
            case "cons" -> instance.connections().thenApplyAsync(WordTexts::cons, desk.writers());
            case "mntr" -> desk.mntr();
            case "hash" -> instance.look(Survey::digests).thenApplyAsync(WordTexts::hash, desk.writers());
            case "dump" ->
                instance.look(Survey.Sessions::of).thenCombineAsync(instance.connections(), this::dump, desk.writers());
            case "wchs" -> instance.look(Survey.WatchSummary::of).thenApply(WordTexts::wchs);
            case "wchc" -> instance.look(Survey::watches).thenApplyAsync(WordTexts::wchc, desk.writers());
            case "wchp" -> instance.look(Survey::watches).thenApplyAsync(WordTexts::wchp, desk.writers());
            default -> now("");
        };
    }

    private String dump(Survey.Sessions sessions, List<ConnectionStats> connections) {
        DumpText text = new DumpText(desk.time().monotonicMs(), desk.time().wallMs(), ZoneId.systemDefault());
        return text.of(sessions, connections, desk.config().clients().sessionlessMs());
    }

    /** Nothing is traced; the mask is kept because scripts read back what they have set. */
    private String setTraceMask(byte[] rest) {
        if (rest.length < Long.BYTES) {
            return "";
        }
        long mask = ByteBuffer.wrap(rest).getLong();
        desk.traceMask().set(mask);
        return Long.toString(mask);
    }

    private static String notServing(String word) {
        return word.equals("hash") ? NOT_SERVING : NOT_SERVING + "\n";
    }

    private CompletableFuture<String> later(Supplier<String> text) {
        return now("").thenApplyAsync(_ -> text.get(), desk.writers());
    }

    private static CompletableFuture<String> now(String text) {
        return CompletableFuture.completedFuture(text);
    }
}
