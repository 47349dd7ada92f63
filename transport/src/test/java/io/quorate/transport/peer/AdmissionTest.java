package io.quorate.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quorate.transport.peer.PeerDoorConfig.Limits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may stay connected. */
final class AdmissionTest {
    private static final int MOST = 5;
    private static final int MOST_PER_ADDRESS = 3;

    private final Admission admission = new Admission(new Limits(1000, 1000, 1000, MOST, MOST_PER_ADDRESS));

    private static EmbeddedChannel from(String address) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 4711);
            }
        };
    }

    private EmbeddedChannel enter(String address) {
        EmbeddedChannel channel = from(address);
        admission.enter(channel);
        return channel;
    }

    @Test
    void whoHasBeenSilentLongestGivesWay() {
        List<EmbeddedChannel> silent = new ArrayList<>();
        for (int i = 0; i < Admission.MOST_SILENT; i++) {
            silent.add(enter("192.0.2.1"));
        }
        assertThat(silent).allMatch(EmbeddedChannel::isOpen);
        assertThat(admission.introduced(silent.get(0))).isNull();
        var _ = silent.get(1).close();

        enter("192.0.2.2");
        enter("192.0.2.3");
        assertThat(silent.get(2).isOpen()).isTrue();
        enter("192.0.2.4");
        assertThat(silent.get(0).isOpen()).isTrue();
        assertThat(silent.get(2).isOpen()).isFalse();
        assertThat(silent.get(3).isOpen()).isTrue();
    }

    @Test
    void ofOneAddressOnlySoManyMayStay() {
        List<EmbeddedChannel> known = new ArrayList<>();
        for (int i = 0; i < MOST_PER_ADDRESS; i++) {
            known.add(enter("192.0.2.1"));
            assertThat(admission.introduced(known.getLast())).isNull();
        }
        assertThat(admission.introduced(enter("192.0.2.1"))).contains("3 connections from that address");
        assertThat(admission.introduced(enter("192.0.2.2"))).isNull();
        var _ = known.getFirst().close();
        assertThat(admission.introduced(enter("192.0.2.1"))).isNull();
    }

    @Test
    void inAllOnlySoManyMayStay() {
        List<EmbeddedChannel> known = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            known.add(enter("192.0.2." + i));
            assertThat(admission.introduced(known.getLast())).isNull();
        }
        assertThat(admission.introduced(enter("192.0.2.9"))).contains("5 connections already");
        var _ = known.getFirst().close();
        assertThat(admission.introduced(enter("192.0.2.9"))).isNull();
    }
}
