package org.rtkit4j.devicetree.modules;

/// A folder that is not one of a kernel's modules, or a line in one of its files that makes no sense.
public final class ModuleFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public ModuleFormatException(String message) {
        super(message);
    }
}
