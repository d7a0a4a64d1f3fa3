package org.rtkit4j.devicetree.alias;

/// The names of modules: `-` and `_` are the same, and a file's folder and endings do not count.
///
/// Source: modules.dep(5), kmod libkmod/libkmod-util.c, alias_normalize and path_to_modname.
public final class ModuleNames {
    private ModuleNames() {}

    /// Returns the name of a module's file: `nvme_apple` of `kernel/drivers/nvme/host/nvme-apple.ko.xz`.
    public static String ofFile(String path) {
        int start = path.lastIndexOf('/') + 1;
        int dot = path.indexOf('.', start);
        return normalized(path.substring(start, dot < 0 ? path.length() : dot));
    }

    /// Returns whether a path is that of a module: it ends as `.ko`, compressed or not.
    public static boolean isModule(String path) {
        return path.endsWith(".ko") || path.endsWith(".ko.xz") || path.endsWith(".ko.gz") || path.endsWith(".ko.zst");
    }

    /// Returns a name or a pattern as names are compared: `_` for `-`, but for what is within brackets.
    public static String normalized(String name) {
        if (name.indexOf('-') < 0) {
            return name;
        }
        if (name.indexOf('[') < 0) {
            return name.replace('-', '_');
        }
        var normalized = new StringBuilder(name.length());
        boolean inBrackets = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            inBrackets = c == '[' || (inBrackets && c != ']');
            normalized.append(c == '-' && !inBrackets ? '_' : c);
        }
        return normalized.toString();
    }
}
