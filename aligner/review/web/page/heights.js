/** Heights of the rows of a list: sums up to a row and the row at an offset, each in logarithmic time (a Fenwick tree). */
export class Heights {
  constructor() {
    this.#sumUp(new Float64Array(0));
  }

  /** Put these heights in the place of `count` others: a pass over all numbers, of which 100,000 take a millisecond. */
  replace(first, count, heights) {
    const values = new Float64Array(this.count - count + heights.length);
    values.set(this.values.subarray(0, first));
    values.set(heights, first);
    values.set(this.values.subarray(first + count), first + heights.length);
    this.#sumUp(values);
  }

  get total() {
    return this.before(this.count);
  }

  set(index, height) {
    const difference = height - this.values[index];
    if (difference === 0) return;
    this.values[index] = height;
    for (let i = index + 1; i <= this.count; i += i & -i) this.tree[i] += difference;
  }

  /** The sum of the heights before row `index`. */
  before(index) {
    let sum = 0;
    for (let i = index; i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  /** The row that covers `offset`; the first or last one where it lies outside. */
  at(offset) {
    let index = 0;
    let rest = offset;
    for (let step = this.top; step > 0; step >>= 1) {
      if (index + step <= this.count && this.tree[index + step] <= rest) {
        index += step;
        rest -= this.tree[index];
      }
    }
    return Math.max(0, Math.min(index, this.count - 1));
  }

  #sumUp(values) {
    this.values = values;
    this.count = values.length;
    this.tree = new Float64Array(this.count + 1);
    for (let i = 1; i <= this.count; i += 1) {
      this.tree[i] += this.values[i - 1];
      const parent = i + (i & -i);
      if (parent <= this.count) this.tree[parent] += this.tree[i];
    }
    this.top = 1;
    while (this.top * 2 <= this.count) this.top *= 2;
  }
}
