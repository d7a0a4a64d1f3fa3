package org.rtkit4j.app.serve.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.app.serve.live.MessageStore.Message;
import org.rtkit4j.forensics.json.FieldsJson;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.register.MailboxWord;

/// `GET messages?from=N&count=N`: messages in columns, for the time line. `GET messages/N`: one, field by field.
public final class Messages implements Handler {
    private static final int MOST = 1 << 16;

    private final Fleet fleet;

    public Messages(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.requireReading();
        if (request.parts().isEmpty()) {
            range(request, response);
        } else {
            one(request, response);
        }
    }

    private void range(Request request, Response response) throws IOException, Refusal {
        int count = Math.clamp(request.number("count", MOST), 0, MOST);
        ByteBuffer found = fleet.store().read(request.number("from", 0), count);
        byte[] bytes = new byte[found.remaining()];
        found.get(bytes);
        response.file(bytes);
    }

    private void one(Request request, Response response) throws IOException, Refusal {
        Message message =
                request.part(0).matches("\\d{1,18}") ? fleet.store().at(Long.parseLong(request.part(0))) : null;
        if (message == null) {
            throw new Refusal(Refusal.NOT_FOUND, "the message is not kept any more: number=" + request.part(0));
        }
        response.json(json -> write(message, json));
    }

    private void write(Message message, JsonGenerator json) throws IOException {
        Layout layout = fleet.kinds().at(message.kind()).layout();
        json.writeStartObject();
        json.writeNumberField("number", message.number());
        json.writeStringField("message", "0x%016x".formatted(message.msg0()));
        json.writeStringField("summary", layout == null ? null : layout.summary());
        json.writeFieldName("fields");
        json.writeRawValue(FieldsJson.fields(layout, message.msg0()));
        json.writeStringField("word", "0x%016x".formatted(message.msg1()));
        json.writeFieldName("wordFields");
        json.writeRawValue(FieldsJson.fields(MailboxWord.LAYOUT, message.msg1()));
        json.writeEndObject();
    }
}
