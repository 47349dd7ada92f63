/** What travels on a client's socket: values, messages and the jute codec. Pure; shared by client and server. */
module io.quorate.wire {
    requires static org.jspecify;

    exports io.quorate.data;
    exports io.quorate.message;
    exports io.quorate.wire;
}
