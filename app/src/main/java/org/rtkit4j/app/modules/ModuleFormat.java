package org.rtkit4j.app.modules;

/// How `rtkit modules` prints its answer.
enum ModuleFormat {
    LIST("list"),
    DRACUT("dracut"),
    INITRAMFS_TOOLS("initramfs-tools"),
    MKINITCPIO("mkinitcpio"),
    JSON("json"),
    DOT("dot");

    private final String word;

    ModuleFormat(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
