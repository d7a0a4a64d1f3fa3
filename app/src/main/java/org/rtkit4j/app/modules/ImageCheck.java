package org.rtkit4j.app.modules;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.closure.ModuleClosure;
import org.rtkit4j.devicetree.closure.NeededModule;
import org.rtkit4j.devicetree.initramfs.ImageFormatException;
import org.rtkit4j.devicetree.initramfs.Initramfs;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.wire.file.WholeFile;

/// `rtkit modules --check`: what an initramfs lacks.
final class ImageCheck {
    private static final int MAX_BYTES = 1 << 30;

    private final Path file;
    private final Initramfs image;
    private final List<NeededModule> lacking;
    private final String kernel;

    /// Reads an image.
    ///
    /// @throws BadInputException if it is none
    ImageCheck(ModuleFolder folder, ModuleClosure closure, Path file) throws BadInputException {
        this.file = file;
        this.image = read(file);
        Set<String> here = image.modules();
        this.lacking = closure.modules().stream()
                .filter(needed -> !here.contains(needed.module().name()))
                .toList();
        Path name = folder.folder().toAbsolutePath().normalize().getFileName();
        this.kernel = name == null ? "" : name.toString();
    }

    private static Initramfs read(Path file) throws BadInputException {
        try {
            return Initramfs.read(WholeFile.read(file, "an initramfs", MAX_BYTES));
        } catch (ImageFormatException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    /// Prints what was found.
    ///
    /// @return whether a module is lacking that has to be loaded
    boolean write(boolean asJson, PrintWriter out) throws IOException {
        if (asJson) {
            Json.print(out, this::json);
        } else {
            text(out);
        }
        return lacking.stream().anyMatch(NeededModule::isLoaded);
    }

    private void text(PrintWriter out) {
        for (Initramfs.Part part : image.parts()) {
            out.println("# %s: %s at 0x%x, %s"
                    .formatted(
                            Terminal.escape(file.toString()),
                            part.packing(),
                            part.offset(),
                            Amount.of(part.files(), "file")));
        }
        if (!image.kernels().isEmpty() && !image.kernels().contains(kernel)) {
            out.println(Terminal.escape("# modules of other kernels: %s; looked for those of %s"
                    .formatted(String.join(", ", image.kernels()), kernel)));
        }
        for (NeededModule needed : lacking) {
            out.println(Terminal.escape("%s %s  # %s"
                    .formatted(
                            needed.isLoaded() ? "lacks" : "might want",
                            needed.module().name(),
                            Reasons.of(needed))));
        }
        if (lacking.isEmpty()) {
            out.println("has all that is needed");
        }
    }

    private void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("image", Terminal.escape(file.toString()));
        json.writeArrayFieldStart("parts");
        for (Initramfs.Part part : image.parts()) {
            json.writeStartObject();
            json.writeNumberField("offset", part.offset());
            json.writeStringField("packing", part.packing().toString());
            json.writeNumberField("files", part.files());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("kernels");
        for (String version : image.kernels()) {
            json.writeString(Terminal.escape(version));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lacks");
        for (NeededModule needed : lacking) {
            json.writeStartObject();
            json.writeStringField("name", Terminal.escape(needed.module().name()));
            json.writeStringField("path", Terminal.escape(needed.module().path()));
            json.writeBooleanField("loaded", needed.isLoaded());
            json.writeStringField("why", Terminal.escape(Reasons.of(needed)));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
