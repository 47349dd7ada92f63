package io.quorate.transport.client;

import java.util.function.Consumer;

/** Who answers the text commands that operators send on the client port (client protocol 1.4 and 9). */
@FunctionalInterface
public interface FourLetterWords {

    /**
     * Answers one word. Called on an event loop, so it must not block; the answer may be given later and from any
     * thread.
     *
     * @param word the command, one of those of client protocol 9
     * @param rest the bytes that had arrived behind it; at least 8 for {@code stmk} unless the client sent fewer
     * @param connection the asking connection
     * @param answer takes the whole answer, once; the connection is closed when it has left
     */
    void answer(String word, byte[] rest, ClientConnection connection, Consumer<byte[]> answer);
}
