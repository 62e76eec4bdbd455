"""Scores a dataset of postings against CVs on a Spark cluster: each posting is read once, whatever the number of CVs.

    python docs/examples/score_on_spark.py --master 'local-cluster[2,1,1024]' POSTINGS.parquet OUT CV...

POSTINGS has the columns ``id`` and ``text`` (or ``path``, when the workers see the same files); OUT must not be there yet.
Needs fitscore[spark] here and fitscore on every worker.
"""

import argparse
import datetime
import os
import sys
from pathlib import Path

import fitscore
from fitscore.batch import SPARK_SCHEMA, mapper


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--master", default="local[*]", help="where Spark runs")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=datetime.date.today(), help="what Present means")
    parser.add_argument("postings", help="a Parquet file or folder")
    parser.add_argument("out", help="the folder of Parquet files to make")
    parser.add_argument("cv", nargs="+", type=Path)
    args = parser.parse_args()
    from pyspark.sql import SparkSession  # after the arguments: --help works without Spark

    # Spark starts its workers' Python by this name; any other may lack fitscore.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master(args.master).appName("fitscore").config("spark.ui.enabled", "false").getOrCreate()
    scorer = fitscore.Scorer(as_of=args.as_of)
    resumes = [scorer.resume(path) for path in args.cv]
    postings = spark.read.parquet(args.postings)
    postings.mapInArrow(mapper(scorer, resumes), SPARK_SCHEMA).write.parquet(args.out)
    spark.stop()


if __name__ == "__main__":
    main()
