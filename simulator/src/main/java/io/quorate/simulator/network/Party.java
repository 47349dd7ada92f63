package io.quorate.simulator.network;

/** Who is at one side of a connection. */
public interface Party {
    /** A message came. */
    void received(Parcel parcel);

    /** There is room for more, after {@link Plug#isWritable} said that there was none. */
    void writable();

    /** The connection is over. Told once; nothing comes afterwards. */
    void closed(Ending why);
}
