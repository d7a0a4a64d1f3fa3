package org.rtkit4j.wire.register;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The register layouts of the mailbox hardware: byte offsets from the mailbox window.
///
/// A2I is AP to IOP, I2A is IOP to AP. Data registers are 64 bits wide, control registers 32. A send is a write of
/// `send0`, then of `send1`, which delivers; a receive is a read of `recv0`, which takes the message out of the FIFO,
/// then of `recv1`. Source: linux `drivers/soc/apple/mailbox.c`.
public enum MailboxRegisters {
    /// `apple,asc-mailbox-v4`: most co-processors from M1 on.
    ASC_V4("apple,asc-mailbox-v4", 0x110, 0x114, 0x800, 0x820, 0x810, 0x830, -1, -1, false),

    /// `apple,t8015-asc-mailbox`: A11, and what QEMU calls v4.
    T8015("apple,t8015-asc-mailbox", 0x108, 0x10c, 0x800, 0x820, 0x810, 0x830, -1, -1, false),

    /// `apple,m3-mailbox-v2`, of M1's Cortex-M3 co-processors: interrupts are enabled and acknowledged in the
    /// mailbox.
    M3_V2("apple,m3-mailbox-v2", 0x50, 0x80, 0x60, 0x90, 0x70, 0xa0, 0x48, 0x4c, false),

    /// `apple,t6030-asc-mailbox`: as [#ASC_V4], but I2A has to be enabled by the AP.
    T6030("apple,t6030-asc-mailbox", 0x110, 0x114, 0x800, 0x820, 0x810, 0x830, -1, -1, true);

    /// Size of the mailbox window in bytes.
    public static final int WINDOW_BYTES = 0x4000;

    /// Where the mailbox window begins, from the co-processor's own base.
    public static final int WINDOW_OFFSET = 0x8000;

    private final String compatible;
    private final int a2iControl;
    private final int i2aControl;
    private final int a2iSend;
    private final int i2aSend;
    private final int a2iReceive;
    private final int i2aReceive;
    private final int irqEnable;
    private final int irqAck;
    private final boolean enablesReceive;

    MailboxRegisters(
            String compatible,
            int a2iControl,
            int i2aControl,
            int a2iSend,
            int i2aSend,
            int a2iReceive,
            int i2aReceive,
            int irqEnable,
            int irqAck,
            boolean enablesReceive) {
        this.compatible = compatible;
        this.a2iControl = a2iControl;
        this.i2aControl = i2aControl;
        this.a2iSend = a2iSend;
        this.i2aSend = i2aSend;
        this.a2iReceive = a2iReceive;
        this.i2aReceive = i2aReceive;
        this.irqEnable = irqEnable;
        this.irqAck = irqAck;
        this.enablesReceive = enablesReceive;
    }

    /// Returns the layout of a device tree's `compatible` string, or null.
    public static @Nullable MailboxRegisters of(String compatible) {
        for (MailboxRegisters layout : values()) {
            if (layout.compatible.equals(compatible)) {
                return layout;
            }
        }
        return null;
    }

    public String compatible() {
        return compatible;
    }

    /// Control and status of the FIFO that the AP writes; see [MailboxControl].
    public int a2iControl() {
        return a2iControl;
    }

    /// Control and status of the FIFO that the AP reads.
    public int i2aControl() {
        return i2aControl;
    }

    /// Where the AP writes: message, then, 8 bytes on, the word with the endpoint.
    public int a2iSend() {
        return a2iSend;
    }

    /// Where the IOP writes.
    public int i2aSend() {
        return i2aSend;
    }

    /// Where the IOP reads.
    public int a2iReceive() {
        return a2iReceive;
    }

    /// Where the AP reads.
    public int i2aReceive() {
        return i2aReceive;
    }

    /// Returns whether the mailbox latches its interrupts itself, in [#irqEnable] and [#irqAck].
    public boolean hasInterruptLatch() {
        return irqEnable >= 0;
    }

    /// Interrupt enable mask, bits as in [MailboxInterrupt]; -1 where there is none.
    public int irqEnable() {
        return irqEnable;
    }

    /// Interrupt acknowledge, bits as in [MailboxInterrupt]; -1 where there is none.
    public int irqAck() {
        return irqAck;
    }

    /// Returns whether the AP sets [MailboxControl#ENABLE] in the I2A control register when it starts.
    ///
    /// Source: asahi `mailbox.c`, the t6030 variant.
    public boolean enablesReceive() {
        return enablesReceive;
    }

    /// Returns the name for people, for example `asc-v4`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
