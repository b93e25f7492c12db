package dev.signalbox;

import dev.signalbox.api.Answers;
import dev.signalbox.base.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What is answered to a request that HTTP itself can make nothing of, so that it never comes to
/// our doors: a problem like any other.
final class UnreadableRequests extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answers.PROBLEM + "; charset=utf-8");
    Content.Sink.write(
        response,
        true,
        Json.write(
            Answers.problem(
                status,
                "unreadable",
                "This request can not be read: %s.".formatted(HttpStatus.getMessage(status)))),
        callback);
  }
}
