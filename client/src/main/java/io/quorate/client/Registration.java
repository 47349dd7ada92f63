package io.quorate.client;

/** Something registered with the client that can be taken back. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /**
     * Takes it back: nothing is reported any more once events already on their way have been delivered. Does not block;
     * safe from every thread, and more than once.
     */
    @Override
    void close();
}
