package org.rtkit4j.wire.nvme;

/// Which structure Identify returns; each has 4096 bytes. Source: NVM Express Base Specification 1.4, section 5.15.
///
/// Newer Linux asks these controllers for the first two alone.
public final class IdentifyCns {
    /// [IdentifyNamespace].
    public static final int NAMESPACE = 0x00;

    /// [IdentifyController].
    public static final int CONTROLLER = 0x01;

    /// The namespaces above the given one: up to 1024 numbers of 32 bits, ended by 0.
    public static final int ACTIVE_NAMESPACES = 0x02;

    /// Size of each.
    public static final int BYTES = 4096;

    private IdentifyCns() {}
}
