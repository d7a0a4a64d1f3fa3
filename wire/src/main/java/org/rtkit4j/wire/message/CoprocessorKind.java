package org.rtkit4j.wire.message;

import java.util.Locale;
import java.util.Set;

/// The kinds of co-processor that speak RTKit, and what is known of each wherever it is found.
///
/// A co-processor has a name, which says which one it is, and a kind, which says what it is: a Mac may have `dcp`,
/// `dcpext0` and `dcpext1`, all of the kind [#DCP]. How a host brings a kind up, and what the emulator has for it, is
/// theirs to say.
public enum CoprocessorKind {
    /// NVMe storage. Apple's device trees and reports call it ANS2 on some chips; Linux's trees name the node `nvme`.
    ANS("ANS", "storage controller", Vocabulary.ANS, "ans", "nvme"),

    /// Sensors, fans, battery, power keys. Source: linux drivers/mfd/macsmc.c.
    SMC("SMC", "system management controller", Vocabulary.SMC, "smc", "macsmc"),

    /// Displays, the machine's own and others. Source: m1n1 `fw/dcp`; DISPEXT and DCPEXT are those of external ones.
    DCP("DCP", "display controller", Vocabulary.DCP, "dcp", "dcpext", "dispext"),

    /// Keyboard and trackpad. Source: m1n1 `fw/mtp`.
    MTP("MTP", "keyboard and trackpad controller", Vocabulary.GENERIC, "mtp"),

    /// Sensors and microphones that stay on while the machine sleeps. Source: m1n1 `fw/aop`.
    AOP("AOP", "always-on processor", Vocabulary.AOP, "aop"),

    /// Audio and serial DMA. Source: linux drivers/dma/apple-sio.c.
    SIO("SIO", "serial and audio I/O controller", Vocabulary.GENERIC, "sio"),

    /// USB4 and Thunderbolt. Source: linux drivers/thunderbolt/apple.c of the aurora tree.
    ACIO("ACIO", "Thunderbolt controller", Vocabulary.ACIO, "acio"),

    /// The firmware before the GPU. Source: m1n1 `fw/agx`, which has Apple's name for it; Linux calls it `gpu`.
    GFX("GFX", "graphics processor's controller", Vocabulary.GFX, "gfx", "agx", "gpu"),

    /// Power management. Source: m1n1 `fw/pmp.py`.
    PMP("PMP", "power management processor", Vocabulary.PMP, "pmp"),

    /// Any other: nothing is known of it but RTKit itself.
    GENERIC("generic", "", Vocabulary.GENERIC, "generic");

    private final String label;
    private final String title;
    private final Vocabulary vocabulary;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes it unmodifiable, which its type does not say.
    private final Set<String> stems;

    CoprocessorKind(String label, String title, Vocabulary vocabulary, String... stems) {
        this.label = label;
        this.title = title;
        this.vocabulary = vocabulary;
        this.stems = Set.of(stems);
    }

    /// Returns the kind of a co-processor by its name in a report, a device tree, a profile or a capture: `DCPEXT1`,
    /// `smc`, `ANS2`, `ans-t8015`. The letters that the name begins with decide; capitals do not count.
    ///
    /// @return [#GENERIC] for a name of no known kind
    public static CoprocessorKind of(String name) {
        String stem = stem(name);
        for (CoprocessorKind kind : values()) {
            if (kind.stems.contains(stem)) {
                return kind;
            }
        }
        return GENERIC;
    }

    private static String stem(String name) {
        int end = 0;
        while (end < name.length() && isLetter(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// Returns what Apple's reports call it, without a number: `ANS`.
    public String label() {
        return label;
    }

    /// Returns the name of its node in Apple's device trees, `ans` for example. `rtkit` calls the only one of its
    /// kind so.
    public String nodeName() {
        return label.toLowerCase(Locale.ROOT);
    }

    /// Returns what it is in words, for example `storage controller`; empty for [#GENERIC].
    public String title() {
        return title;
    }

    /// Returns what is said on its mailbox.
    public Vocabulary vocabulary() {
        return vocabulary;
    }
}
