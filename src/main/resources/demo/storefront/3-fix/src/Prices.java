/** What things cost, in cents. Three or more items cost a tenth less. */
final class Prices {

  private static final int EACH = 1000;

  long of(int items, String code) {
    if (items < 1) {
      throw new IllegalArgumentException("nobody can buy " + items + " items");
    }
    long full = (long) items * EACH;
    return items >= 3 ? full - full / 10 : full;
  }
}
