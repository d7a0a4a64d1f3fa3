package org.rtkit4j.devicetree.closure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.rtkit4j.devicetree.tree.Node;

/// What is to work: the root disk, the display, the keyboard, or a node.
///
/// The three names are found by what nodes are called and compatible with, since no tree says which disk has the
/// root file system. Source: devicetree specification 0.4, 2.2.2, generic names; linux and Asahi device trees.
public sealed interface Target {
    /// Returns the devices of a board that are meant, in the order of its tree.
    List<Node> on(Board board);

    /// Returns the modules that this target needs besides and that nothing in a tree or a module names.
    List<String> companions();

    /// Returns the target of a word on the command line: `root`, `display`, `keyboard`, `all`, or else a
    /// node's path, alias or name, with or without its unit address.
    static Target of(String word) {
        return switch (word) {
            case "root" -> ROOT;
            case "display" -> DISPLAY;
            case "keyboard" -> KEYBOARD;
            case "all" -> ALL;
            default -> new Named(word);
        };
    }

    /// The disks that are soldered or plugged in, USB's not.
    Target ROOT = new Known(
            "root",
            Set.of("nvme", "mmc", "sdhci", "sdmmc", "emmc", "sata", "ahci", "ufs", "ufshc", "ufshci"),
            Set.of("apple,nvme-ans2", "apple,t8015-nvme-ans2"),
            List.of());

    /// The screen, first of all the one that the boot loader has set up.
    Target DISPLAY = new Known(
            "display",
            Set.of("framebuffer", "display", "display-subsystem", "display-controller", "dcp", "hdmi", "panel"),
            Set.of("simple-framebuffer", "apple,dcp"),
            List.of());

    /// Built-in keyboards and USB's controllers. What drives a keyboard behind them is known once it is
    /// plugged in, hence the companions.
    Target KEYBOARD = new Known(
            "keyboard",
            Set.of("keyboard", "keys", "gpio-keys", "hid-transport", "hid", "usb", "xhci", "ehci", "ohci"),
            Set.of("apple,spi-hid-transport", "apple,dockchannel-hid", "generic-xhci", "snps,dwc3"),
            List.of("hid_generic", "hid_apple", "hid_magicmouse", "usbhid", "spi_hid_apple_of"));

    /// Every device of the board.
    Target ALL = new Every();

    /// A target that has a name of its own.
    ///
    /// @param word its name
    /// @param names what nodes of its devices are called, without unit address
    /// @param compatible what they are compatible with
    /// @param companions modules by name
    record Known(String word, Set<String> names, Set<String> compatible, List<String> companions) implements Target {
        public Known {
            names = Set.copyOf(names);
            compatible = Set.copyOf(compatible);
            companions = List.copyOf(companions);
        }

        @Override
        public List<Node> on(Board board) {
            return devices(
                    board,
                    node -> names.contains(node.baseName())
                            || node.compatible().stream().anyMatch(compatible::contains));
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /// All that a board has.
    record Every() implements Target {
        @Override
        public List<Node> on(Board board) {
            return List.copyOf(board.graph().devices());
        }

        @Override
        public List<String> companions() {
            return List.of();
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    /// A node that the user names.
    ///
    /// @param word path, alias or name
    record Named(String word) implements Target {
        @Override
        public List<Node> on(Board board) {
            List<Node> found = board.tree()
                    .at(word)
                    .flatMap(node -> board.graph().deviceOf(node))
                    .map(List::of)
                    .orElse(List.of());
            if (!found.isEmpty() || word.startsWith("/")) {
                return found;
            }
            return devices(
                    board, node -> node.name().equals(word) || node.baseName().equals(word));
        }

        @Override
        public List<String> companions() {
            return List.of();
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private static List<Node> devices(Board board, Predicate<Node> wanted) {
        List<Node> devices = new ArrayList<>();
        for (Node node : board.graph().devices()) {
            if (wanted.test(node)) {
                devices.add(node);
            }
        }
        return devices;
    }
}
