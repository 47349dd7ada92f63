package io.quorate.conformance;

import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import io.quorate.conformance.transcript.World;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a random sequence is played: the world it is in, and the connection of each of its speakers. */
final class Stage {
    private final World world;
    private final @Nullable Conversation[] speakers;
    private final Handshake[] lastSessions;

    Stage(World world, int speakers) {
        this.world = world;
        this.speakers = new Conversation[speakers];
        this.lastSessions = new Handshake[speakers];
        Arrays.fill(lastSessions, Handshake.newSession(0));
    }

    /** The speaker's connection, null when it has none. */
    @Nullable
    Conversation present(int who) {
        Conversation speaker = speakers[who];
        return speaker == null || speaker.hasEnded() ? null : speaker;
    }

    /** A new connection for the speaker, on which nothing has been said. */
    Conversation open(int who) {
        Conversation before = speakers[who];
        if (before != null && before.sessionId() != 0) {
            lastSessions[who] = before.resumption(0);
        }
        Conversation speaker = world.open("c" + who);
        speakers[who] = speaker;
        return speaker;
    }

    /** The speaker's latest session taken up again; a new one when it never had any. */
    Handshake lastSession(int who, int timeoutMs) {
        Conversation speaker = speakers[who];
        Handshake last = speaker != null && speaker.sessionId() != 0 ? speaker.resumption(0) : lastSessions[who];
        return new Handshake(0, 0, timeoutMs, last.sessionId(), last.password(), false);
    }

    /** Lets everybody read what has been sent to them. */
    void listen() {
        for (int who = 0; who < speakers.length; who++) {
            Conversation speaker = present(who);
            if (speaker != null) {
                speaker.send(Request.ping());
            }
        }
        for (int who = 0; who < speakers.length; who++) {
            Conversation speaker = present(who);
            if (speaker != null) {
                speaker.drain();
            }
        }
    }

    /** Every watch that the speakers' connections have on those paths, by asking for it. */
    void lookAtWatches(Iterable<String> paths) {
        for (int who = 0; who < speakers.length; who++) {
            Conversation speaker = present(who);
            if (speaker != null) {
                for (String path : paths) {
                    for (int type = 1; type <= 5; type++) {
                        speaker.send(Request.checkWatches(path, type));
                    }
                }
                speaker.drain();
            }
        }
    }

    /** setWatches speaks of a zxid counted from where this world began: each server has its own. */
    Request fromHere(Request request) {
        byte[] body = request.body();
        boolean speaksOfZxid = request.type() == Op.SET_WATCHES || request.type() == Op.SET_WATCHES2;
        if (!speaksOfZxid || body.length < Long.BYTES) {
            return request;
        }
        long zxid = new BytesIn(body).int64();
        byte[] moved = new Bytes()
                .int64(zxid == 0 ? 0 : zxid + world.baseZxid())
                .raw(Arrays.copyOfRange(body, Long.BYTES, body.length))
                .toArray();
        return Request.raw(request.type(), moved, request.words());
    }
}
