package org.rtkit4j.web.onefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// ES modules as one script, since a browser loads none from `file:`. Each becomes a function that is called at
/// once and returns what it exports, behind those that it imports.
///
/// It knows the forms that the page uses, one import or export a line as the formatter leaves them; any other fails.
final class JoinedModules {
    private static final Pattern IMPORT =
            Pattern.compile("^import\\s*\\{([^}]*)}\\s*from\\s*'([^']+)';", Pattern.MULTILINE);
    private static final Pattern EXPORT =
            Pattern.compile("^export ((?:async )?function|class|const) (\\w+)", Pattern.MULTILINE);
    private static final Pattern LEFT = Pattern.compile("^\\s*(import\\b|export\\b).*", Pattern.MULTILINE);
    // Where a line begins: within a line it could be part of a text.
    private static final Pattern COMMENT =
            Pattern.compile("^[ \\t]*(?:/\\*\\*.*?\\*/|//[^\\n]*)[ \\t]*\\n", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern INDENTATION = Pattern.compile("^[ \\t]+", Pattern.MULTILINE);
    private static final Pattern TICK = Pattern.compile("(?<!\\\\)`");
    private static final Pattern RENAMED = Pattern.compile("(\\w+) as (\\w+)");

    /// Marks a module whose imports are being read: one that comes back to it goes round in a ring.
    private static final String OPEN = "";

    private final List<Path> folders;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();

    /// @param folders where modules are looked for, one that comes earlier first
    JoinedModules(List<Path> folders) {
        this.folders = folders;
    }

    /// Returns the script for a module and all that it needs.
    String of(String entry) throws IOException {
        add(entry);
        return "'use strict';\n" + out;
    }

    private String add(String name) throws IOException {
        String known = names.get(name);
        if (known != null) {
            if (known.equals(OPEN)) {
                throw new IOException("modules import each other in a ring: module=" + name);
            }
            return known;
        }
        names.put(name, OPEN);
        String body = withoutImports(name, COMMENT.matcher(read(name)).replaceAll(""));
        List<String> exports = new ArrayList<>();
        body = EXPORT.matcher(body).replaceAll(found -> {
            exports.add(found.group(2));
            return "$1 $2";
        });
        requireNothingLeft(name, body);
        String variable = "$" + names.size() + '_' + name.replaceAll("\\W", "_");
        out.append("const %s = (() => {\n%s\nreturn { %s };\n})();\n"
                .formatted(variable, body.strip(), String.join(", ", exports)));
        names.put(name, variable);
        return variable;
    }

    /// Returns a script whose lines begin with their first word. No text in it may go on in the next line: its blanks
    /// are
    /// its own.
    static String withoutIndentation(String script) throws IOException {
        for (String line : script.split("\n", -1)) {
            if (TICK.matcher(line).results().count() % 2 != 0) {
                throw new IOException("a text of several lines: line=" + line.strip());
            }
        }
        return INDENTATION.matcher(script).replaceAll("");
    }

    private String withoutImports(String name, String source) throws IOException {
        var body = new StringBuilder();
        int end = 0;
        for (MatchResult found : IMPORT.matcher(source).results().toList()) {
            Path target = Path.of(name).resolveSibling(found.group(2)).normalize();
            String from = add(target.toString().replace('\\', '/'));
            String taken = RENAMED.matcher(found.group(1)).replaceAll("$1: $2");
            body.append(source, end, found.start()).append("const {%s} = %s;".formatted(taken, from));
            end = found.end();
        }
        return body.append(source.substring(end)).toString();
    }

    private static void requireNothingLeft(String name, String body) throws IOException {
        var left = LEFT.matcher(body);
        if (left.find()) {
            throw new IOException("not a form that can be joined: module=" + name + ", line="
                    + left.group().strip());
        }
    }

    private String read(String name) throws IOException {
        for (Path folder : folders) {
            if (Files.exists(folder.resolve(name))) {
                return Files.readString(folder.resolve(name));
            }
        }
        throw new IOException("no such module: name=" + name);
    }
}
