package org.rtkit4j.devicetree.coprocessor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Interrupt;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Window;

/// A mailbox between the processor and one co-processor.
///
/// @param node its node; in Apple's trees, which have none, the co-processor's
/// @param layout the `compatible` string of its register layout, for `MailboxRegisters.of`; null where unknown
/// @param window physical, 0x4000 bytes; null where it cannot be translated
/// @param interrupts as the tree lists them: `send-empty`, `send-not-empty`, `recv-empty`, `recv-not-empty`
/// @param powerDomains what has to be on
public record MailboxNode(
        Node node,
        @Nullable String layout,
        @Nullable Window window,
        List<Interrupt> interrupts,
        List<PowerDomain> powerDomains) {
    public MailboxNode {
        interrupts = List.copyOf(interrupts);
        powerDomains = List.copyOf(powerDomains);
    }

    /// Returns the interrupt of a name, `recv-not-empty` for example.
    public Optional<Interrupt> interrupt(String name) {
        return interrupts.stream().filter(i -> name.equals(i.name())).findFirst();
    }
}
