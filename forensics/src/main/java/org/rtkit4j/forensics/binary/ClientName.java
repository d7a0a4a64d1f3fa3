package org.rtkit4j.forensics.binary;

import java.util.List;
import org.rtkit4j.wire.message.CoprocessorKind;

/// Whose firmware a client's name is: binary logs do not say who wrote them.
///
/// Seen: `AppleSMCFirmware_H14-...`, `AppleCIOFirmwareV2-...`, `AppleDCP-811.1.1~754-ipad14dcp.RELEASE`,
/// `local-t600xdcp.release`. A guess, and said to be one.
final class ClientName {
    private record Part(String words, CoprocessorKind kind) {}

    private static final List<Part> PARTS = List.of(
            new Part("AppleSMCFirmware", CoprocessorKind.SMC),
            new Part("AppleCIOFirmware", CoprocessorKind.ACIO),
            new Part("AppleMTPFirmware", CoprocessorKind.MTP),
            new Part("AppleANS", CoprocessorKind.ANS),
            new Part("AppleDCP", CoprocessorKind.DCP),
            new Part("dcp.", CoprocessorKind.DCP),
            new Part("aop.", CoprocessorKind.AOP),
            new Part("smc.", CoprocessorKind.SMC),
            new Part("ans.", CoprocessorKind.ANS));

    private ClientName() {}

    /// Returns the co-processor's name, or an empty text.
    static String coprocessor(String client) {
        for (Part part : PARTS) {
            if (client.contains(part.words())) {
                return part.kind().label();
            }
        }
        return "";
    }
}
