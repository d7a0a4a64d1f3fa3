package org.rtkit4j.devicetree.coprocessor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Interrupt;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Window;

/// A co-processor as a device tree describes it. All addresses are physical, all sizes in bytes.
///
/// @param name the short name that `rtkit` uses: `ans`, `smc`, `dcp`...; the node's where there is none
/// @param node the node that a driver binds to: the storage controller of the ANS, for example
/// @param isAvailable whether the tree enables it and all that it is on
/// @param mailbox the first of its mailboxes, which RTKit uses
/// @param cpu the registers that start and stop it, CPU_CONTROL at 0x44; null where unknown
/// @param windows its register windows in order
/// @param filters what stands between it and memory, in order
/// @param regions memory that it may ask for
/// @param powerDomains what has to be on
/// @param resets what resets it
/// @param interrupts its own, the mailbox's not included
/// @param handoff the state in which the boot loader leaves it, `nvme-disabled-v1` for example; null where it
///     starts afresh
/// @param references other nodes that Apple's own properties refer to, by property
public record CoprocessorNode(
        String name,
        Node node,
        boolean isAvailable,
        MailboxNode mailbox,
        @Nullable Window cpu,
        List<RegisterWindow> windows,
        List<MemoryFilter> filters,
        List<MemoryRegionNode> regions,
        List<PowerDomain> powerDomains,
        List<PowerDomain> resets,
        List<Interrupt> interrupts,
        @Nullable String handoff,
        Map<String, Node> references) {
    public CoprocessorNode {
        windows = List.copyOf(windows);
        filters = List.copyOf(filters);
        regions = List.copyOf(regions);
        powerDomains = List.copyOf(powerDomains);
        resets = List.copyOf(resets);
        interrupts = List.copyOf(interrupts);
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
    }

    /// Returns the `compatible` strings, the most specific first.
    public List<String> compatible() {
        return node.compatible();
    }

    /// Returns the window of a name: `nvme` or `ans` of the ANS, `sram` of the SMC.
    public Optional<Window> window(String windowName) {
        for (RegisterWindow candidate : windows) {
            if (windowName.equals(candidate.name())) {
                return Optional.ofNullable(candidate.window());
            }
        }
        return Optional.empty();
    }

    /// Returns the SART, where one guards its memory.
    public Optional<MemoryFilter.Sart> sart() {
        return filters.stream()
                .filter(MemoryFilter.Sart.class::isInstance)
                .map(MemoryFilter.Sart.class::cast)
                .findFirst();
    }
}
