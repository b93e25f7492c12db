import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A customer: asks the deployed shop for prices and knows what to expect. */
public final class Customer {

  public static void main(String[] args) throws Exception {
    ask(args[0] + "/price?items=2", "2000");
  }

  static void ask(String url, String expected) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    String body = answer.body().strip();
    System.out.println("GET " + url + " -> " + answer.statusCode() + " " + body);
    if (answer.statusCode() != 200 || !body.equals(expected)) {
      System.out.println("expected 200 " + expected);
      System.exit(1);
    }
  }
}
