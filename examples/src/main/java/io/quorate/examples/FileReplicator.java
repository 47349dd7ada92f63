package io.quorate.examples;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.notice.Assignment;
import io.quorate.recipes.notice.Board;
import io.quorate.recipes.notice.FinishedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Copies a file block by block, with a standby that takes over where the active one stopped: {@code FileReplicator
 * hosts from to [name]}. Start it twice with the same files, then kill the one that copies.
 */
public final class FileReplicator {
    private static final String TASK = "copy";

    private final ClientOptions options;
    private final String name;
    private final int blockBytes;
    private final Duration pace;
    private final Consumer<String> output;

    FileReplicator(ClientOptions options, String name, int blockBytes, Duration pace, Consumer<String> output) {
        this.options = options;
        this.name = name;
        this.blockBytes = blockBytes;
        this.pace = pace;
        this.output = output;
    }

    /** Runs until the file is copied. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 3) {
            System.err.println("usage: FileReplicator hosts from to [name]");
            return;
        }
        ClientOptions options = Sessions.options(arguments);
        post(options, Path.of(arguments[1]), Path.of(arguments[2]));
        String name = Sessions.argument(
                arguments, 3, "replicator-" + ProcessHandle.current().pid());
        new FileReplicator(options, name, 4096, Duration.ofMillis(200), System.out::println).run();
    }

    static void post(ClientOptions options, Path from, Path to) throws InterruptedException {
        try (Quorate zk = Quorate.connect(options)) {
            new Board(zk, "/examples/board").post(TASK, Codec.TEXT.encode(from + "\n" + to));
        }
    }

    void run() {
        try {
            Sessions.keep(options, this::workOrStandBy);
        } catch (FinishedException e) {
            output.accept(name + " has nothing to do: " + e.getMessage());
        }
    }

    private void workOrStandBy(Quorate zk) throws InterruptedException {
        Board board = new Board(zk, "/examples/board");
        while (true) {
            try (Assignment work = board.work(TASK, name)) {
                byte[] progress = work.lastProgress();
                long offset = progress.length == 0 ? 0 : Codec.LONG.decode(progress);
                output.accept(name + " copies from byte " + offset);
                copy(work, offset);
            }
        }
    }

    /** A block that was written and not reported is written again by the next one: that is harmless. */
    private void copy(Assignment work, long begin) throws InterruptedException {
        String[] files = Codec.TEXT.decode(work.content()).split("\n", 2);
        try (FileChannel from = FileChannel.open(Path.of(files[0]), StandardOpenOption.READ);
                FileChannel to =
                        FileChannel.open(Path.of(files[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long offset = begin;
            ByteBuffer block = ByteBuffer.allocate(blockBytes);
            while (work.isHeld()) {
                block.clear();
                int read = from.read(block, offset);
                if (read < 0) {
                    Quorate.await(work.finish());
                    return;
                }
                block.flip();
                while (block.hasRemaining()) {
                    offset += to.write(block, offset);
                }
                Quorate.await(work.report(Codec.LONG.encode(offset)));
                Thread.sleep(pace);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
