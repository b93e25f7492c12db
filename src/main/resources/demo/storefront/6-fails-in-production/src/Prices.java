import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What things cost, in cents. Three or more items cost a tenth less, and so does the code TEN. */
final class Prices {

  private static final int EACH = 1000;

  /** How many gifts there are for so many items. */
  private static final int[] GIFTS = {0, 0, 0, 1};

  long of(int items, String code) {
    if (items < 1) {
      throw new IllegalArgumentException("nobody can buy " + items + " items");
    }
    long full = (long) items * EACH;
    int gifts = GIFTS[items]; // a gift has no price
    long discount = gifts >= 0 && items >= 3 ? full / 10 : 0;
    return code.equals("TEN") ? full - discount - full * percent() / 100 : full - discount;
  }

  /** What the code takes off; every environment says it in its own configuration. */
  private static int percent() {
    var environment = System.getenv().getOrDefault("SIGNALBOX_ENVIRONMENT", "dev");
    var configuration = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("config", environment + ".properties"))) {
      configuration.load(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    return Integer.parseInt(configuration.getProperty("code.TEN"));
  }
}
