# R Markdown in a loop over the places, as the R Markdown Cookbook shows for parameterized reports.
#   Rscript rmarkdown.R pdf|docx COUNT FOLDER-OF-FACTS OUT
arguments <- commandArgs(TRUE)
kind <- arguments[1]
count <- as.integer(arguments[2])
out <- arguments[4]
suppressPackageStartupMessages({library(rmarkdown); library(ggplot2)})
dir.create(out, FALSE, TRUE)
facts <- read.csv(file.path(arguments[3], "facts.csv"))
ranking <- read.csv(file.path(arguments[3], "ranking.csv"))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
work <- tempfile("sheet")
dir.create(work)
invisible(file.copy(file.path(here, "sheet.Rmd"), work))
format <- if (kind == "pdf") pdf_document() else word_document()
places <- unique(facts[, c("code", "name")])
wall <- c()
sizes <- c()
for (i in seq_len(count)) {
  place <- places[(i - 1) %% nrow(places) + 1, ]
  start <- proc.time()
  file <- render(file.path(work, "sheet.Rmd"), format, output_file = paste0(place$code, ".", kind),
                 output_dir = normalizePath(out), params = list(code = place$code, name = place$name),
                 envir = new.env(parent = globalenv()), quiet = TRUE)
  wall <- c(wall, (proc.time() - start)[["elapsed"]])
  sizes <- c(sizes, file.size(file))
}
cat(sprintf('{"wall": [%s], "size": %d}\n', paste(round(wall, 4), collapse = ", "), as.integer(median(sizes))))
