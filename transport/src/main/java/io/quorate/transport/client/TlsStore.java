package io.quorate.transport.client;

import io.quorate.transport.client.TlsSettings.Store;
import io.quorate.transport.client.TlsSettings.StoreType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A key or trust store that has been read. Whatever is wrong with it is said with its key, its file and a remedy.
 */
final class TlsStore {
    private static final String PEM_ALIAS = "quorate";
    private static final char[] PEM_PASSWORD = {};

    private final Store from;
    private final KeyStore entries;
    private final char[] password;

    private TlsStore(Store from, KeyStore entries, char[] password) {
        this.from = from;
        this.entries = entries;
        this.password = password;
    }

    /** Reads the file, and the password's file if there is one. */
    static TlsStore read(Store from) throws TlsException {
        String password = passwordOf(from);
        byte[] bytes = bytesOf(from.location(), from.toString(), from.key() + ".location");
        StoreType type = from.type() != null ? from.type() : StoreType.of(from.location());
        if (type == null) {
            throw new TlsException(from + ": Unable to auto-detect store file type from file name: "
                    + from.location().getFileName() + "; name it .jks, .p12, .pem or .bcfks, or set " + from.key()
                    + ".type");
        }
        if (type == StoreType.PEM) {
            return new TlsStore(from, pem(from, new String(bytes, StandardCharsets.US_ASCII), password), PEM_PASSWORD);
        }
        KeyStore entries = newStore(from, type);
        try {
            entries.load(new ByteArrayInputStream(bytes), password.toCharArray());
        } catch (IOException e) {
            throw new TlsException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? from + ": its password is wrong; correct " + from.key() + ".password or " + from.key()
                                    + ".passwordPath"
                            : from + ": it is no " + type + " store, or is damaged (" + e.getMessage() + "); correct "
                                    + from.key() + ".type or restore the file",
                    e);
        } catch (GeneralSecurityException e) {
            throw unusable(from, e);
        }
        return new TlsStore(from, entries, password.toCharArray());
    }

    private static KeyStore newStore(Store from, StoreType type) throws TlsException {
        try {
            return KeyStore.getInstance(type.name());
        } catch (KeyStoreException e) {
            throw new TlsException(
                    from + ": this Java cannot read stores of type " + type + "; add a provider that can, or convert"
                            + " the store to PKCS12",
                    e);
        }
    }

    private static String passwordOf(Store from) throws TlsException {
        Path file = from.passwordFile();
        if (file == null) {
            return from.password();
        }
        String key = from.key() + ".passwordPath";
        String text = new String(bytesOf(file, key + "=" + file, key), StandardCharsets.UTF_8);
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static byte[] bytesOf(Path file, String shown, String key) throws TlsException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readAllBytes();
        } catch (NoSuchFileException e) {
            throw new TlsException(shown + ": there is no such file; correct " + key + " or put the file there", e);
        } catch (IOException e) {
            throw new TlsException(shown + ": it cannot be read (" + e + "); make it readable for the server", e);
        }
    }

    private static KeyStore pem(Store from, String text, String password) throws TlsException {
        try {
            KeyStore entries = KeyStore.getInstance("PKCS12");
            entries.load(null, null);
            Pem pem = Pem.parse(text, password);
            if (pem.key() != null) {
                entries.setKeyEntry(PEM_ALIAS, pem.key(), PEM_PASSWORD, pem.chain());
            } else {
                for (int i = 0; i < pem.chain().length; i++) {
                    entries.setCertificateEntry(PEM_ALIAS + i, pem.chain()[i]);
                }
            }
            return entries;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new TlsException(
                    from + ": it is no PEM file that can be used (" + e.getMessage()
                            + "); it must hold certificates and, for a key store, their private key in PKCS#8, which is"
                            + " decrypted with " + from.key() + ".password",
                    e);
        }
    }

    /** What the server shows of itself. */
    KeyManager[] keyManagers() throws TlsException {
        try {
            boolean hasKey = false;
            for (String alias : Collections.list(entries.aliases())) {
                hasKey |= entries.isKeyEntry(alias);
            }
            if (!hasKey) {
                throw new TlsException(from + ": it holds no private key; a server needs one with its certificate");
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(entries, password);
            return factory.getKeyManagers();
        } catch (UnrecoverableKeyException e) {
            throw new TlsException(
                    from + ": its password opens the store but not the key in it; give both the same password", e);
        } catch (GeneralSecurityException e) {
            throw unusable(from, e);
        }
    }

    /** Those whose certificates are trusted. */
    KeyStore trusted() throws TlsException {
        try {
            if (entries.size() == 0) {
                throw new TlsException(from + ": it holds no certificate; put in whom to trust");
            }
            return entries;
        } catch (KeyStoreException e) {
            throw unusable(from, e);
        }
    }

    private static TlsException unusable(Store from, Exception e) {
        return new TlsException(from + ": it cannot be used (" + e.getMessage() + "); make it anew", e);
    }
}
