package io.quorate.client.session;

import io.quorate.wire.JuteWriter;
import java.util.List;
import java.util.random.RandomGenerator;

/** The client's mind. */
public final class ClientSession {
    private final JuteWriter outbox = new JuteWriter(16);
    public ClientSession(SessionConfig config, List<HostPort> servers, RandomGenerator dice) {}
    public void step(Input input, long now, List<Effect> effects) {}
    public JuteWriter outbox() { return outbox; }
    public long deadline() { return 0; }
    public Phase phase() { return Phase.CONNECTING; }
    public long sessionId() { return 0; }
    public byte[] password() { return new byte[0]; }
    public int timeoutMs() { return 0; }
    public long safeUntil() { return Long.MIN_VALUE; }
}
