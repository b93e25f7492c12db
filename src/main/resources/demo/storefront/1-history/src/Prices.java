/** What things cost, in cents. */
final class Prices {

  private static final int EACH = 1000;

  long of(int items, String code) {
    return (long) items * EACH;
  }
}
