package org.rtkit4j.fleet.privacy;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Names for what must not be named: the first half of HMAC-SHA-256 with a secret salt, as 32 digits.
///
/// The same key has the same name under the same salt, so that devices can be counted and files be known again. Who
/// does not have the salt can neither tell what a name stands for nor try keys, however few there are of them.
public final class Pseudonyms implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final byte[] salt;

    /// Has the salt, and nothing else: each name begins with a copy of it. Made where it is first needed.
    private transient volatile @Nullable Mac salted;

    /// @param salt not empty; whoever has it can try keys
    public Pseudonyms(byte[] salt) {
        if (salt.length == 0) {
            throw new IllegalArgumentException("a salt without bytes protects nothing");
        }
        this.salt = salt.clone();
    }

    /// Returns the name of a device's key, whatever the case and the dashes it is written with.
    public String device(String key) {
        return of("device", key.strip().replace("-", "").toLowerCase(Locale.ROOT));
    }

    /// Returns the name of a file, a member of one, or a line of one.
    public String file(String path) {
        return of("file", path);
    }

    /// Returns what tells whether two runs had the same salt.
    public String check() {
        return of("check", "");
    }

    // What it is stands in front: a device whose key is a path has not the path's name.
    private String of(String what, String key) {
        byte[] hash = mac().doFinal((what + "\0" + key).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    private Mac mac() {
        try {
            Mac whole = salted;
            if (whole == null) {
                whole = Mac.getInstance(ALGORITHM);
                whole.init(new SecretKeySpec(salt, ALGORITHM));
                salted = whole;
            }
            return (Mac) whole.clone();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM + ", and copies of it", e);
        }
    }
}
