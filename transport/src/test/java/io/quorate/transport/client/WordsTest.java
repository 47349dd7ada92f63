package io.quorate.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four-letter words, as far as they concern the door (client protocol 1.4 and 9.1). */
class WordsTest {
    @SuppressWarnings("NullAway.Init")
    private DoorAtTest door;

    @BeforeEach
    void open() throws IOException {
        door = DoorAtTest.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ruok", "srvr", "stat", "mntr", "wchp", "isro", "hash", "gtmk"})
    void aWordIsAnsweredAndTheConnectionClosed(String word) throws IOException {
        try (TestClient client = door.connect()) {
            client.send(ascii(word));

            assertThat(answer(client)).isEqualTo(word + " with 0 from 127.0.0.1");
        }
    }

    @Test
    void aClientThatHasFinishedSendingIsAnswered() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(ascii("ruok"));
            client.socket.shutdownOutput();

            assertThat(answer(client)).isEqualTo("ruok with 0 from 127.0.0.1");
        }
    }

    @Test
    void whatComesBehindAWordDoesNotDestroyTheAnswer() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(ascii("ruok\r\n"));
            client.send(new byte[1000]);

            assertThat(answer(client)).startsWith("ruok with ");
        }
    }

    @Test
    void aWordMayComeLetterByLetter() throws IOException {
        try (TestClient client = door.connect()) {
            for (byte letter : ascii("srvr")) {
                client.send(new byte[] {letter});
            }

            assertThat(answer(client)).isEqualTo("srvr with 0 from 127.0.0.1");
        }
    }

    @Test
    void theWordWithAMaskWaitsForIt() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(ascii("stmk"));
            client.send(new byte[3]);
            client.send(new byte[5]);

            assertThat(answer(client)).isEqualTo("stmk with 8 from 127.0.0.1");
        }
    }

    @Test
    void theWordWithAMaskDoesNotWaitForAClientThatSendsNoMore() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(ascii("stmk"));
            client.socket.shutdownOutput();

            assertThat(answer(client)).isEqualTo("stmk with 0 from 127.0.0.1");
        }
    }

    @Test
    void anInterruptedTelnetIsNotAnswered() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(new byte[] {(byte) 0xff, (byte) 0xf4, (byte) 0xff, (byte) 0xfd});

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void afterTheHandshakeAWordIsAnImpossibleLength() throws IOException {
        try (TestClient client = door.session()) {
            client.send(ascii("ruok"));

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aWordCountsAsAPacketAndNotAsASession() throws IOException {
        try (TestClient client = door.connect()) {
            client.send(ascii("ruok"));
            answer(client);
        }
        assertThat(door.door.stats().packetsReceived()).isEqualTo(1);
        Eventually.holds(() -> door.door.stats().connections() == 0);
        assertThat(door.service.disconnected.get()).isZero();
    }

    private static String answer(TestClient client) throws IOException {
        return new String(client.receiveAll(), StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
