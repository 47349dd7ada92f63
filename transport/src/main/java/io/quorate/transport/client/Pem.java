package io.quorate.transport.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a PEM file holds (configuration 7.2).
 *
 * @param key null when there is none
 * @param chain the certificates in their order
 */
record Pem(@Nullable PrivateKey key, Certificate[] chain) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    /**
     * Reads all blocks that are certificates or a key, and passes over others.
     *
     * @param password for an encrypted key
     */
    static Pem parse(String text, String password) throws GeneralSecurityException, IOException {
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        List<Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                    chain.add(certificates.generateCertificate(new ByteArrayInputStream(der)));
                case "PRIVATE KEY" -> key = keyOf(new PKCS8EncodedKeySpec(der));
                case "ENCRYPTED PRIVATE KEY" -> key = keyOf(decrypted(der, password));
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                    throw new InvalidKeyException(
                            "its key is in an older form than PKCS#8; convert it with" + " \"openssl pkcs8 -topk8\"");
                default -> {
                    // Parameters and the like: nothing that is needed.
                }
            }
        }
        if (chain.isEmpty()) {
            throw new IOException("it holds no certificate");
        }
        return new Pem(key, chain.toArray(Certificate[]::new));
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, String password)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo sealed = new EncryptedPrivateKeyInfo(der);
        AlgorithmParameters parameters = sealed.getAlgParameters();
        // PBES2 names its parts only in its parameters.
        String algorithm = "PBES2".equals(sealed.getAlgName()) || "1.2.840.113549.1.5.13".equals(sealed.getAlgName())
                ? parameters.toString()
                : sealed.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                parameters);
        try {
            return sealed.getKeySpec(cipher);
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeyException("its password does not decrypt its key", e);
        }
    }

    private static PrivateKey keyOf(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // Then it is of another kind.
            }
        }
        throw new InvalidKeyException("its key is none of " + String.join(", ", KEY_ALGORITHMS));
    }
}
